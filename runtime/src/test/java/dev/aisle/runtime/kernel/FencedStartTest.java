package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.protocols.store.StoreEvent;
import dev.aisle.runtime.store.StoreEntity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// By way of the Store, the smallest entity that is fenced.
class FencedStartTest {

    private static final StoreId STORE = new StoreId("acme.corner");
    private static final String JOURNAL = "Store|" + STORE;

    private static final ActorTestKit kit =
            ActorTestKit.create(
                    PersistenceTestKitPlugin.getInstance()
                            .config()
                            .withFallback(ConfigFactory.load()));

    private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
    private final TestProbe<Long> fenced = kit.createTestProbe();

    @BeforeEach
    void clear() {
        journal.clearAll();
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void writesStartedWhileTheEpochIsItsOwn() {
        var store = start(1, 1, 1);
        journal.expectNextPersisted(JOURNAL, new StoreEvent.Started(1));
        kit.stop(store);

        assertThat(journal.persistedInStorage(JOURNAL)).hasSize(1);
    }

    @Test
    void writesNothingOnceReplacedWhileItReadItsJournal() {
        var store = start(1, 2);
        fenced.expectMessage(2L);
        fenced.expectTerminated(store, Duration.ofSeconds(10));

        assertThat(journal.persistedInStorage(JOURNAL)).isEmpty();
    }

    /// @param read what each reading of the epoch finds, in turn
    private ActorRef<StoreCommand> start(long raised, long... read) {
        var answers = new ArrayDeque<Long>();
        for (long each : read) {
            answers.add(each);
        }
        return kit.spawn(
                StoreEntity.create(
                        STORE.toString(),
                        new StoreEntity.Surroundings(
                                STORE,
                                new Silent(),
                                SETTINGS,
                                new Told(raised, answers),
                                watch(),
                                (_, _) -> CompletableFuture.completedFuture(STORE))));
    }

    private static final FenceSettings SETTINGS =
            new FenceSettings(
                    100,
                    100,
                    Duration.ofMillis(20),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ZERO);

    private FenceWatch watch() {
        return new FenceWatch() {
            @Override
            public void fenced(String persistenceId, long own, long found, long number) {
                fenced.getRef().tell(found);
            }

            @Override
            public void dropped(String persistenceId) {}

            @Override
            public void started(String persistenceId, long epoch, long number) {}
        };
    }

    private record Told(long raised, Queue<Long> answers) implements Epochs {
        @Override
        public CompletionStage<Long> raise(String persistenceId) {
            return CompletableFuture.completedFuture(raised);
        }

        @Override
        public CompletionStage<Long> read(String persistenceId) {
            return CompletableFuture.completedFuture(answers.remove());
        }
    }

    private static final class Silent implements Lines {
        @Override
        public void attributor(StoreId store, AttributorCommand command) {}

        @Override
        public void device(
                StoreId store, DeviceKind kind, DeviceId device, DeviceCommand command) {}

        @Override
        public void shopper(StoreId store, VisitId visit, ShopperCommand command) {}

        @Override
        public void store(StoreId store, StoreCommand command) {}
    }
}
