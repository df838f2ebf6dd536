package dev.aisle.runtime.shopper;

import static dev.aisle.runtime.shopper.Visits.EUR;
import static dev.aisle.runtime.shopper.Visits.PAYER;
import static dev.aisle.runtime.shopper.Visits.STORE;
import static dev.aisle.runtime.shopper.Visits.VISIT;
import static dev.aisle.runtime.shopper.Visits.bound;
import static dev.aisle.runtime.shopper.Visits.complete;
import static dev.aisle.runtime.shopper.Visits.numbered;
import static dev.aisle.runtime.shopper.Visits.opened;
import static dev.aisle.runtime.shopper.Visits.taken;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.shopper.ShopperReply.Stage;
import dev.aisle.runtime.kernel.Addresses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopperEntityTest {

    private static final String ID = Addresses.of(STORE, VISIT);
    private static final String JOURNAL = "Shopper|" + ID;
    private static final Money TOTAL = new Money(EUR, 120);
    private static final ChargeKey FIRST = new ChargeKey(STORE, VISIT, 1);
    private static final List<Numbered> CHANGES =
            numbered(opened(), bound(), taken("milk", 1, 120), complete());
    private static final Outcome BOOKED = new Outcome.Booked("c-1");
    private static final ShopperSettings SETTINGS =
            new ShopperSettings(
                    3,
                    new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)),
                    new Backoff(Duration.ofMillis(20), Duration.ofMillis(100)),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(100),
                    100,
                    ShopperSettings.Drill.NONE);

    private static final ActorTestKit kit =
            ActorTestKit.create(
                    PersistenceTestKitPlugin.getInstance()
                            .config()
                            .withFallback(ConfigFactory.load()));

    private final PersistenceTestKit journal = PersistenceTestKit.create(kit.system());
    private final TestProbe<AttributorCommand> attributor = kit.createTestProbe();
    private final TestProbe<ClusterSharding.ShardCommand> shard = kit.createTestProbe();
    private final TestProbe<Call> provider = kit.createTestProbe();

    private Optional<String> token = Optional.of("tok");
    private boolean readModelFails;
    private final List<ActorRef<ShopperCommand>> started = new ArrayList<>();

    /// A call to the provider, to be answered.
    private sealed interface Call {}

    private record Charge(
            ChargeKey key, Money amount, String token, CompletableFuture<Outcome> answer)
            implements Call {}

    private record Ask(ChargeKey key, CompletableFuture<Outcome> answer) implements Call {}

    @BeforeEach
    void clear() {
        journal.clearAll();
    }

    @AfterEach
    void stopShopper() {
        started.forEach(kit::stop);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void aVisitIsSettledChargedAndClosed() {
        start().tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class).answer().complete(BOOKED);
        expectSettled();
        var events = journal.persistedInStorage(JOURNAL);

        assertThat(events)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Applied", "Settled", "ChargeAttempted", "Charged", "Closed");
    }

    @Test
    void theProviderGetsKeyAmountAndToken() {
        start().tell(new ShopperCommand.Apply(CHANGES));
        var charge = expectCall(Charge.class);
        assertThat(charge).isEqualTo(new Charge(FIRST, TOTAL, "tok", charge.answer()));
    }

    @Test
    void whatIsDurableIsAcknowledged() {
        start().tell(new ShopperCommand.Apply(CHANGES.subList(0, 2)));
        attributor.expectMessage(new AttributorCommand.Applied(VISIT, 2));
    }

    @Test
    void afterARestartAnAttemptIsAskedAboutByItsKey() {
        var shopper = start();
        shopper.tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class);
        kit.stop(shopper);

        start();

        expectCall(Ask.class).answer().complete(BOOKED);
        expectSettled();
        provider.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void whatTheProviderDoesNotKnowIsChargedUnderTheSameKey() {
        var shopper = start();
        shopper.tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class);
        kit.stop(shopper);
        start();
        expectCall(Ask.class).answer().complete(new Outcome.NotKnown());
        assertThat(expectCall(Charge.class).key()).isEqualTo(FIRST);
    }

    @Test
    void anUnansweredChargeIsAskedAbout() {
        start().tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class).answer().completeExceptionally(new IllegalStateException("cut"));
        assertThat(expectCall(Ask.class).key()).isEqualTo(FIRST);
    }

    @Test
    void aDeclineIsFollowedByTheNextKey() {
        start().tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class).answer().complete(new Outcome.Declined("no money"));
        assertThat(expectCall(Charge.class).key()).isEqualTo(new ChargeKey(STORE, VISIT, 2));
    }

    @Test
    void aWakeDuringACallStartsNoSecondOne() {
        var shopper = start();
        shopper.tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class);
        shopper.tell(new ShopperCommand.Apply(List.of()));
        provider.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void withoutTokenItIsAskedAboutAndWrittenOff() {
        token = Optional.empty();
        start().tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Ask.class).answer().complete(new Outcome.NotKnown());
        expectSettled();
        assertThat(journal.persistedInStorage(JOURNAL))
                .contains(new ShopperEvent.WrittenOff(ShopperEvent.Reason.NO_PAYER));
    }

    @Test
    void aReadModelThatFailsIsTriedAgain() {
        readModelFails = true;
        start().tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class).answer().complete(BOOKED);
        expectSettled();
    }

    @Test
    void aJournalThatFailsIsTriedAgain() {
        journal.failNextPersisted(JOURNAL);
        var shopper = start();
        shopper.tell(new ShopperCommand.Apply(CHANGES));
        shopper.tell(new ShopperCommand.Apply(CHANGES));
        attributor.expectMessage(new AttributorCommand.Applied(VISIT, 4));
    }

    @Test
    void whoOwesNothingIsPassivated() {
        start().tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class).answer().complete(BOOKED);
        expectSettled();
        shard.expectMessageClass(ClusterSharding.Passivate.class);
    }

    @Test
    void whoOwesIsNotPassivated() {
        start().tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class);
        shard.expectNoMessage(SETTINGS.linger().multipliedBy(2));
    }

    @Test
    void aVisitCanBeLookedAt() {
        var shopper = start();
        shopper.tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class);
        var answer = kit.<ShopperReply.Visit>createTestProbe();
        shopper.tell(new ShopperCommand.GetVisit(answer.ref()));
        assertThat(answer.receiveMessage().stage()).isEqualTo(Stage.SETTLED);
    }

    @Test
    void aDrillDelaysTheAcknowledgement() {
        var slow = Duration.ofMillis(150);
        start(new ShopperSettings.Drill(slow, Duration.ZERO))
                .tell(new ShopperCommand.Apply(CHANGES));
        expectCall(Charge.class);
        attributor.expectNoMessage(slow.dividedBy(3));
        attributor.expectMessage(new AttributorCommand.Applied(VISIT, 4));
    }

    private ActorRef<ShopperCommand> start() {
        return start(ShopperSettings.Drill.NONE);
    }

    private ActorRef<ShopperCommand> start(ShopperSettings.Drill drill) {
        var settings =
                new ShopperSettings(
                        SETTINGS.maxAttempts(),
                        SETTINGS.askAgain(),
                        SETTINGS.restart(),
                        SETTINGS.callTimeout(),
                        SETTINGS.linger(),
                        SETTINGS.stash(),
                        drill);
        var ports =
                new ShopperPorts(
                        payments(),
                        payer ->
                                CompletableFuture.completedFuture(
                                        payer.equals(PAYER) ? token : Optional.empty()),
                        (_, _, _) -> keep(),
                        (_, command) -> attributor.ref().tell(command),
                        (_, _) -> {});
        var shopper = kit.spawn(ShopperEntity.create(ID, settings, ports, shard.ref()));
        started.add(shopper);
        return shopper;
    }

    private PaymentPort payments() {
        return new PaymentPort() {
            @Override
            public CompletionStage<Outcome> charge(ChargeKey key, Money amount, String token) {
                var call = new Charge(key, amount, token, new CompletableFuture<>());
                provider.ref().tell(call);
                return call.answer();
            }

            @Override
            public CompletionStage<Outcome> ask(ChargeKey key, Money amount) {
                var call = new Ask(key, new CompletableFuture<>());
                provider.ref().tell(call);
                return call.answer();
            }
        };
    }

    private CompletionStage<Done> keep() {
        if (readModelFails) {
            readModelFails = false;
            return CompletableFuture.failedFuture(new IllegalStateException("no read model"));
        }
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    private <C extends Call> C expectCall(Class<C> type) {
        return provider.expectMessageClass(type);
    }

    private void expectSettled() {
        attributor.fishForMessage(
                Duration.ofSeconds(3),
                command ->
                        command.equals(new AttributorCommand.Settled(VISIT))
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore());
    }
}
