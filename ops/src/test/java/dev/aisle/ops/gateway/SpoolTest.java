package dev.aisle.ops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpoolTest {

    private static final GatewaySettings SETTINGS =
            GatewaySettings.playback(ConfigFactory.load())
                    .withBundling(
                            new GatewaySettings.Bundling(
                                    2,
                                    1_000,
                                    GatewaySettings.playback(ConfigFactory.load())
                                            .bundling()
                                            .linger()))
                    .withBuffer(new GatewaySettings.Buffer(2, 100, 10_000, 10_000, 100, 9, 90, 10));

    private final Spool spool = new Spool(SETTINGS, 1);

    @Test
    void devicesSendInTurn() {
        say("cam-1", 4);
        say("cam-2", 4);
        spool.resume(10, 0);

        assertThat(Stream.generate(() -> spool.nextBundle(0)).limit(3))
                .extracting(bundle -> bundle.map(Bundle::getDevice).orElseThrow())
                .containsExactly("cam-1", "cam-2", "cam-1");
    }

    @Test
    void aDeviceThatSpeaksUpAfterTheWelcomeHasItsWindow() {
        spool.resume(10, 0);
        say("cam-1", 1);

        assertThat(spool.nextBundle(0)).isPresent();
    }

    @Test
    void nothingIsSentBeforeTheWelcome() {
        say("cam-1", 1);

        assertThat(spool.nextBundle(0)).isEmpty();
    }

    @Test
    void moreDevicesThanAllowedAreRefused() {
        say("cam-1", 1);
        say("cam-2", 1);

        assertThatThrownBy(() -> say("cam-3", 1))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refusal ->
                                assertThat(refusal.fault())
                                        .isEqualTo(new GatewayFault.TooManyDevices(2)));
    }

    @Test
    void theReportCountsWhatIsHeldOfEachDevice() {
        say("cam-2", 1);
        say("cam-1", 2);

        assertThat(spool.report())
                .extracting(report -> List.of(report.device().value(), report.counts().held()))
                .containsExactly(List.of("cam-1", 2L), List.of("cam-2", 1L));
    }

    private void say(String device, int records) {
        for (int i = 1; i <= records; i++) {
            spool.device(new DeviceId(device)).offer(Said.covered(new EventTime(i)));
        }
    }
}
