package dev.aisle.runtime.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.runtime.kernel.Epochs;
import dev.aisle.runtime.kernel.FenceSettings;
import dev.aisle.runtime.kernel.FenceWatch;
import dev.aisle.runtime.kernel.Lines;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.PersistenceTestKitSnapshotPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.apache.pekko.persistence.testkit.javadsl.SnapshotTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an Attributor says while it does not know whether it is still the one that speaks.
class AttributorEntityTest {

    private static final StoreId STORE = DeciderCase.BLUEPRINT.store();
    private static final DeviceId ROW = DeciderCase.BLUEPRINT.rows().getFirst().device();
    private static final DeviceId CAMERA = DeciderCase.BLUEPRINT.cameras().getFirst().device();
    private static final TrackId ANNA = new TrackId("anna");
    private static final EventTime SEEN = seconds(2);
    private static final VisitId VISIT = VisitIds.of(STORE, ANNA, SEEN);
    private static final String JOURNAL = "Attributor|" + STORE;
    private static final Gap GAP = new Gap(seconds(3), seconds(4), GapReason.GAP_REASON_LOST);
    private static final Duration SILENCE = Duration.ofMillis(400);

    private static final ActorTestKit kit =
            ActorTestKit.create(
                    PersistenceTestKitPlugin.getInstance()
                            .config()
                            .withFallback(PersistenceTestKitSnapshotPlugin.config())
                            .withFallback(ConfigFactory.load()));

    private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
    private final SnapshotTestKit snapshots = SnapshotTestKit.create(kit.system());
    private final TestProbe<DeviceCommand> devices = kit.createTestProbe();
    private final TestProbe<ShopperCommand> shoppers = kit.createTestProbe();
    private final TestProbe<StoreCommand> stores = kit.createTestProbe();
    private final TestProbe<String> watch = kit.createTestProbe();
    private final TestProbe<String> lost = kit.createTestProbe();
    private final Queue<CompletableFuture<Long>> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean confirming = true;

    @BeforeEach
    void clear() {
        journal.clearAll();
        snapshots.clearAll();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void aConfirmedStepIsToldToItsShopper() {
        var attributor = written();
        confirm(1);

        assertThat(shoppers.receiveMessage()).isInstanceOf(ShopperCommand.Apply.class);
        kit.stop(attributor);
    }

    @Test
    void aShopperThatHasLessThanBeforeGetsWhatItLacks() {
        var attributor = written();
        confirm(1);
        var first = shoppers.receiveMessage();
        attributor.tell(new AttributorCommand.Applied(VISIT, 1));
        attributor.tell(new AttributorCommand.Applied(VISIT, 0));

        assertThat(shoppers.receiveMessage()).isEqualTo(first);
        kit.stop(attributor);
    }

    @Test
    void whatAConfirmedStepLacksIsCounted() {
        var attributor = written();
        lost.expectNoMessage(SILENCE);
        confirm(1);

        lost.expectMessage(CAMERA + ": " + GAP);
        kit.stop(attributor);
    }

    @Test
    void anUnconfirmedStepIsToldToNoShopperThatAsks() {
        var attributor = written();
        attributor.tell(new AttributorCommand.Applied(VISIT, 0));

        shoppers.expectNoMessage(SILENCE);
        kit.stop(attributor);
    }

    @Test
    void aDeviceThatIsAskedLearnsNothingOfAnUnconfirmedStep() {
        var attributor = written();
        attributor.tell(
                hear(ROW, seconds(8), seconds(9), new Report.Interactions(List.of(), seconds(9))));
        var told =
                devices.fishForMessage(
                        Duration.ofSeconds(3),
                        command ->
                                command instanceof DeviceCommand.ReportFrom(var from, _)
                                                && from.equals(seconds(6))
                                        ? FishingOutcomes.complete()
                                        : FishingOutcomes.continueAndIgnore());

        assertThat(((DeviceCommand.ReportFrom) told.getLast()).progress().handledTo())
                .isEqualTo(EventTime.BEGINNING);
        kit.stop(attributor);
    }

    @Test
    void oneThatWasReplacedTellsNobodyWhatItWrote() {
        var attributor = written();
        confirm(2);
        kit.createTestProbe().expectTerminated(attributor);

        assertThat(watch.receiveSeveralMessages(2))
                .containsExactly("started 1 with 1", "fenced 1 by 2 at 3");
        shoppers.expectNoMessage(SILENCE);
    }

    /// One that has written a step in which a visit begins, and waits for its confirmation.
    private ActorRef<AttributorCommand> written() {
        var attributor =
                kit.spawn(
                        AttributorEntity.create(
                                STORE.value(),
                                new AttributorEntity.Surroundings(
                                        STORE,
                                        lines(),
                                        AttributionSettings.from(ConfigFactory.load()),
                                        DeliverySettings.from(ConfigFactory.load()),
                                        FenceSettings.from(ConfigFactory.load()),
                                        epochs(),
                                        watching(),
                                        (_, device, gap) -> lost.ref().tell(device + ": " + gap),
                                        System::nanoTime)));
        attributor.tell(new AttributorCommand.Adopt(1, EventTime.BEGINNING, DeciderCase.BLUEPRINT));
        var _ = stores.receiveMessage();
        confirming = false;
        var nothing = new Report.Interactions(List.of(), seconds(6));
        attributor.tell(hear(ROW, EventTime.BEGINNING, seconds(6), nothing));
        var anna = new Seen(ANNA, List.of(), List.of());
        var seen = new Report.Sightings(List.of(new Sighting(SEEN, List.of(anna))));
        attributor.tell(
                new AttributorCommand.Hear(
                        new Report(
                                CAMERA,
                                EventTime.BEGINNING,
                                seconds(6),
                                new Report.Word(seconds(6), false),
                                List.of(GAP),
                                seen)));
        // Started, Adopted, Advanced.
        for (int event = 0; event < 3; event++) {
            var _ = journal.expectNextPersistedClass(JOURNAL, Object.class);
        }
        return attributor;
    }

    private static AttributorCommand hear(
            DeviceId device, EventTime from, EventTime to, Report.Content content) {
        return new AttributorCommand.Hear(
                new Report(device, from, to, new Report.Word(to, false), List.of(), content));
    }

    /// Answers what it asked: whose epoch it is.
    private void confirm(long epoch) {
        watch.awaitAssert(() -> {
            assertThat(asked).isNotEmpty();
            return asked;
        });
        asked.forEach(read -> read.complete(epoch));
    }

    private Epochs epochs() {
        return new Epochs() {
            @Override
            public CompletionStage<Long> raise(String persistenceId) {
                return CompletableFuture.completedStage(1L);
            }

            @Override
            public CompletionStage<Long> read(String persistenceId) {
                if (confirming) {
                    return CompletableFuture.completedStage(1L);
                }
                var read = new CompletableFuture<Long>();
                asked.add(read);
                return read;
            }
        };
    }

    private FenceWatch watching() {
        return new FenceWatch() {
            @Override
            public void fenced(String persistenceId, long own, long found, long number) {
                watch.ref().tell("fenced " + own + " by " + found + " at " + number);
            }

            @Override
            public void dropped(String persistenceId) {}

            @Override
            public void started(String persistenceId, long epoch, long number) {
                watch.ref().tell("started " + epoch + " with " + number);
            }
        };
    }

    private Lines lines() {
        return new Lines() {
            @Override
            public void attributor(StoreId store, AttributorCommand command) {
                throw new AssertionError("it speaks to itself: " + command);
            }

            @Override
            public void device(
                    StoreId store, DeviceKind kind, DeviceId device, DeviceCommand command) {
                devices.ref().tell(command);
            }

            @Override
            public void shopper(StoreId store, VisitId visit, ShopperCommand command) {
                shoppers.ref().tell(command);
            }

            @Override
            public void store(StoreId store, StoreCommand command) {
                stores.ref().tell(command);
            }
        };
    }

    private static EventTime seconds(long seconds) {
        return new EventTime(seconds * 1_000_000);
    }
}
