package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.StreamMessage;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.StoreCommand;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SoftDeviceEntityTest {

    private static final StoreId STORE = new StoreId("acme.north");
    private static final DeviceId DOOR = new DeviceId("door-1");
    private static final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());

    private final TestProbe<StreamMessage> gateway = kit.createTestProbe();
    private final TestProbe<StreamMessage> older = kit.createTestProbe();
    private final TestProbe<String> evidence = kit.createTestProbe();
    private final ActorRef<DeviceCommand> door = start();

    private ActorRef<DeviceCommand> start() {
        var around =
                new SoftDeviceEntity.Surroundings(
                        STORE,
                        DOOR,
                        new Silent(),
                        DeviceSettings.from(ConfigFactory.load()),
                        Progress::handledTo,
                        (_, device, gap) ->
                                evidence.ref()
                                        .tell(device + " " + gap.to().micros() + gap.reason()),
                        System::nanoTime);
        return kit.spawn(SoftDeviceEntity.create(around, new EventDeviceTest.Doors().empty()));
    }

    private static final class Silent implements Lines {
        @Override
        public void device(
                StoreId store, DeviceKind kind, DeviceId device, DeviceCommand command) {}

        @Override
        public void attributor(StoreId store, AttributorCommand command) {}

        @Override
        public void shopper(StoreId store, VisitId visit, ShopperCommand command) {}

        @Override
        public void store(StoreId store, StoreCommand command) {}
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private void take(Bundle bundle, TestProbe<StreamMessage> from) {
        door.tell(new DeviceCommand.Take(bundle, from.ref()));
    }

    @Test
    void whoSpeaksInABootThatIsOverIsToldSo() {
        take(new Spool(DOOR, 2).gap(100).all(), gateway);
        take(new Spool(DOOR, 1).covered(200).all(), older);

        assertThat(older.receiveMessage().message().getRefused().getCode())
                .isEqualTo(RefusalCode.REFUSAL_CODE_SUPERSEDED);
    }

    @Test
    void acknowledgementsDoNotFollowABootThatIsOver() {
        take(new Spool(DOOR, 2).gap(100).all(), gateway);
        var _ = gateway.receiveMessage();
        take(new Spool(DOOR, 1).covered(200).all(), older);
        var _ = older.receiveMessage();
        door.tell(new DeviceCommand.Progressed(reached(100)));

        assertThat(gateway.receiveMessage().message().getAcknowledged().getUntilUs())
                .isEqualTo(100);
    }

    private static Progress reached(long micros) {
        var at = new EventTime(micros);
        return new Progress(at, at, at);
    }

    @Test
    void aGapThatCoversNothingIsCounted() {
        take(new Spool(DOOR, 1).covered(200).all(), gateway);
        take(new Spool(DOOR, 2).gap(100).all(), gateway);

        evidence.expectMessage("door-1 200GAP_REASON_CLOCK");
    }
}
