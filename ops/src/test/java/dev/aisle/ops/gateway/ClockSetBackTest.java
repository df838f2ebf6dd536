package dev.aisle.ops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.ops.gateway.GatewaySettings.Buffer;
import dev.aisle.ops.gateway.GatewaySettings.Bundling;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.door.Doors;
import dev.aisle.runtime.kernel.EntryCodes;
import dev.aisle.runtime.kernel.EventDevice;
import dev.aisle.runtime.kernel.GatewayWords;
import dev.aisle.runtime.kernel.Horizon;
import dev.aisle.runtime.kernel.Reception;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A gateway whose clock ran fast, and that boots with a right one: its device speaks again once
/// event time has risen to where it was.
class ClockSetBackTest {

    private static final DeviceId DOOR = new DeviceId("door-1");
    private static final Horizon FAR = new Horizon(EventTime.BEGINNING, Duration.ofDays(1));
    private static final Buffer BUFFER = new Buffer(9, 200, 100_000, 200_000, 1_000, 9, 90, 10);
    private static final Bundling BUNDLING = new Bundling(8, 100_000, Duration.ofMillis(20));
    private static final long PATIENCE = 1_000;

    private EventDevice<?> door =
            EventDevice.empty(
                    DOOR,
                    new Doors(
                            new StoreId("acme.north"),
                            token -> new PayerReference("p-" + token),
                            new EntryCodes("of this test, long enough: 32 bytes")));
    private long now;
    private int refused;
    private int empty;

    /// Quiet from one second to another, five times a second.
    private static DeviceSpool quiet(long boot, int from, int to) {
        var spool = new DeviceSpool(DOOR, boot, false, new Room(BUFFER));
        for (int fifth = 5 * from; fifth < 5 * to; fifth++) {
            spool.offer(Said.covered(new EventTime(fifth * 200_000L)));
        }
        spool.resume(50, 0);
        return spool;
    }

    /// Sends and hears for so long, a millisecond a turn.
    private void talk(DeviceSpool spool, int turns) {
        for (int turn = 0; turn < turns; turn++) {
            now++;
            for (var bundle : spool.nextBundle(BUNDLING, now).stream().toList()) {
                door = taking(door, bundle, spool);
            }
        }
    }

    private EventDevice<?> taking(EventDevice<?> device, Bundle bundle, DeviceSpool spool) {
        var reception = received(device, bundle);
        empty += reception.empty().size();
        for (var answer : reception.answers()) {
            hear(spool, GatewayWords.answer(DOOR, answer).message());
        }
        var intake = reception.device().intake();
        hear(spool, GatewayWords.acknowledged(DOOR, intake, EventTime.BEGINNING).message());
        return reception.device();
    }

    private static <E> Reception<EventDevice<E>> received(EventDevice<E> device, Bundle bundle) {
        return Reception.of(device, bundle, FAR);
    }

    private void hear(DeviceSpool spool, NodeMessage word) {
        if (word.hasRefused()) {
            refused++;
            spool.refused(word.getRefused(), now, PATIENCE);
        } else if (word.hasRewind()) {
            spool.rewind(word.getRewind(), now);
        } else {
            spool.acknowledged(word.getAcknowledged(), now);
        }
    }

    @Test
    void theDeviceSpeaksAgainOnceTimeHasRisen() {
        talk(quiet(1, 100, 120), 100);
        assertThat(door.said()).isEqualTo(new EventTime(119_800_000));

        talk(quiet(2, 110, 130), 300);
        assertThat(door.said()).isEqualTo(new EventTime(129_800_000));
        assertThat(List.of(refused, empty)).isEqualTo(List.of(50, 51));
    }
}
