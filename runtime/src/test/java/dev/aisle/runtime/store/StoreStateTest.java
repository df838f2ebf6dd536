package dev.aisle.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.PlacementPolicy;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.protocols.store.StoreEvent;
import dev.aisle.protocols.store.StoreEvent.Published;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.runtime.kernel.Decision;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

class StoreStateTest {

    private static final ActorRef<StoreReply> ANYBODY = TestInbox.<StoreReply>create().getRef();
    private static final GatewayId GATEWAY = new GatewayId("gateway-1");
    private static final StoreState ONE =
            after(new Published(1, EventTime.BEGINNING, blueprint(1)));
    private static final StoreState TWO = ONE.evolve(new Published(2, at(100), blueprint(2)));

    private static EventTime at(long micros) {
        return new EventTime(micros);
    }

    private static Blueprint blueprint(int cameras) {
        return new Blueprint(
                new StoreId("acme.lille-1"),
                Currency.getInstance("EUR"),
                TaxMode.INCLUDED,
                List.of(new Blueprint.Camera(new DeviceId("camera-" + cameras))),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1);
    }

    private static StoreState after(StoreEvent... events) {
        var state = StoreState.EMPTY;
        for (var event : events) {
            state = state.evolve(event);
        }
        return state;
    }

    private static StoreCommand.Publish publish(int blueprint, long from) {
        return new StoreCommand.Publish(blueprint(blueprint), at(from), ANYBODY);
    }

    private static StoreCommand.Open open(long boot) {
        return new StoreCommand.Open(GATEWAY, boot, ANYBODY);
    }

    private static StoreCommand.Place place(int shards, int revision) {
        var policy = PlacementPolicy.ANYWHERE.withShards(shards);
        return new StoreCommand.Place(policy, revision, "bea", ANYBODY);
    }

    private static StoreEvent.Placed placed(int shards, int revision) {
        return new StoreEvent.Placed(revision, PlacementPolicy.ANYWHERE.withShards(shards), "bea");
    }

    @Test
    void aPolicyThatIsAskedForByWhoHasSeenTheLastOneIsTaken() {
        assertThat(ONE.decide(place(4, 0), 8))
                .isEqualTo(
                        Decision.append(
                                placed(4, 1),
                                new StoreReply.Placed(1, placed(4, 1).policy(), "bea")));
    }

    @Test
    void ofTwoWhoAskAtOnceTheSecondIsToldOfTheFirst() {
        assertThat(ONE.evolve(placed(4, 1)).decide(place(2, 0), 8))
                .isEqualTo(Decision.answer(new StoreReply.PlacedMeanwhile(1, "bea")));
    }

    @Test
    void aPolicyThatHoldsAlreadyIsAnsweredWhateverWasSeen() {
        assertThat(ONE.evolve(placed(4, 1)).decide(place(4, 0), 8))
                .isEqualTo(Decision.answer(new StoreReply.Placed(1, placed(4, 1).policy(), "bea")));
    }

    @Test
    void moreShardsThanSlotsAreRefused() {
        assertThat(ONE.decide(place(9, 0), 8))
                .isEqualTo(Decision.answer(new StoreReply.TooManyShards(9, 8)));
    }

    @Test
    void aStoreWithoutABlueprintHasNoPlace() {
        assertThat(StoreState.EMPTY.decide(place(2, 0), 8))
                .isEqualTo(Decision.answer(new StoreReply.NoBlueprint()));
    }

    @Test
    void anOlderPolicyThatIsWrittenLateChangesNothing() {
        var state = after(placed(4, 2));
        assertThat(state.evolve(placed(2, 1))).isEqualTo(state);
    }

    @Test
    void theFirstBlueprintHoldsFromTheBeginning() {
        assertThat(StoreState.EMPTY.decide(publish(1, 50)))
                .isEqualTo(
                        Decision.append(
                                new Published(1, EventTime.BEGINNING, blueprint(1)),
                                new StoreReply.Published(1)));
    }

    @Test
    void aLaterBlueprintHoldsFromItsTime() {
        assertThat(ONE.decide(publish(2, 100)))
                .isEqualTo(
                        Decision.append(
                                new Published(2, at(100), blueprint(2)),
                                new StoreReply.Published(2)));
    }

    @Test
    void theNewestBlueprintIsNotPublishedTwice() {
        assertThat(TWO.decide(publish(2, 200)))
                .isEqualTo(Decision.answer(new StoreReply.Published(2)));
    }

    @Test
    void anOlderBlueprintCanBePublishedAgain() {
        assertThat(TWO.decide(publish(1, 101)))
                .isEqualTo(
                        Decision.append(
                                new Published(3, at(101), blueprint(1)),
                                new StoreReply.Published(3)));
    }

    @Test
    void noBlueprintHoldsFromBeforeTheOneBefore() {
        assertThat(TWO.decide(publish(3, 100)))
                .isEqualTo(Decision.answer(new StoreReply.TooEarly(2)));
    }

    @Test
    void aStoreWithoutABlueprintLetsNobodyIn() {
        assertThat(StoreState.EMPTY.decide(open(1)))
                .isEqualTo(Decision.answer(new StoreReply.NoBlueprint()));
    }

    @Test
    void aNewBootIsWrittenDown() {
        assertThat(ONE.decide(open(1)))
                .isEqualTo(
                        Decision.append(
                                new StoreEvent.GatewayBooted(GATEWAY, 1),
                                new StoreReply.Current(1, blueprint(1))));
    }

    @Test
    void aKnownBootIsLetIn() {
        assertThat(ONE.evolve(new StoreEvent.GatewayBooted(GATEWAY, 3)).decide(open(3)))
                .isEqualTo(Decision.answer(new StoreReply.Current(1, blueprint(1))));
    }

    @Test
    void anOlderBootIsSuperseded() {
        assertThat(ONE.evolve(new StoreEvent.GatewayBooted(GATEWAY, 3)).decide(open(2)))
                .isEqualTo(Decision.answer(new StoreReply.Superseded(GATEWAY, 2, 3)));
    }

    @Test
    void bootsNeverGoBack() {
        var booted = new StoreEvent.GatewayBooted(GATEWAY, 3);
        assertThat(ONE.evolve(booted).evolve(new StoreEvent.GatewayBooted(GATEWAY, 2)))
                .isEqualTo(ONE.evolve(booted));
    }

    @Test
    void whatTheAttributorHasNotAdoptedIsOfferedTheOldestFirst() {
        assertThat(TWO.unadopted())
                .containsExactly(
                        new Published(1, EventTime.BEGINNING, blueprint(1)),
                        new Published(2, at(100), blueprint(2)));
    }

    @Test
    void whatIsAdoptedIsNotOffered() {
        assertThat(TWO.evolve(new StoreEvent.Adopted(1)).unadopted())
                .containsExactly(new Published(2, at(100), blueprint(2)));
    }

    @Test
    void adoptionNeverGoesBack() {
        assertThat(TWO.evolve(new StoreEvent.Adopted(2)).evolve(new StoreEvent.Adopted(1)))
                .isEqualTo(TWO.evolve(new StoreEvent.Adopted(2)));
    }

    @Test
    void ofTwoIncarnationsTheFirstToPublishAVersionCounts() {
        assertThat(TWO.evolve(new Published(2, at(300), blueprint(3)))).isEqualTo(TWO);
    }

    @Test
    void theHighestEpochCounts() {
        assertThat(ONE.evolve(new StoreEvent.Started(3)).evolve(new StoreEvent.Started(2)))
                .isEqualTo(ONE.evolve(new StoreEvent.Started(3)));
    }

    @Test
    void theNewestBlueprintIsCurrent() {
        assertThat(List.of(StoreState.EMPTY.current(), TWO.current()))
                .containsExactly(
                        new StoreReply.NoBlueprint(), new StoreReply.Current(2, blueprint(2)));
    }

    @Test
    void aRowKeepsItsPlatesWhateverBecameOfItMeanwhile() {
        var state =
                after(
                        new Published(1, EventTime.BEGINNING, row(2)),
                        new Published(2, at(100), blueprint(2)),
                        new StoreEvent.Adopted(2));

        assertThat(state.decide(new StoreCommand.Publish(row(3), at(200), ANYBODY)).reply())
                .isEqualTo(
                        new StoreReply.Incompatible(
                                List.of(
                                        "row shelf-1 has 3 plates and had 2: give it another"
                                                + " id")));
    }

    @Test
    void aStoreKeepsItsCurrency() {
        var next =
                new Blueprint(
                        new StoreId("acme.lille-1"),
                        Currency.getInstance("CHF"),
                        TaxMode.INCLUDED,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        1);

        assertThat(ONE.decide(new StoreCommand.Publish(next, at(100), ANYBODY)).reply())
                .isEqualTo(
                        new StoreReply.Incompatible(
                                List.of("the currency changes from EUR to CHF")));
    }

    @Test
    void whatTheAttributorHasIsKeptNoLongerButForTheNewest() {
        var state = TWO.evolve(new StoreEvent.Adopted(1)).evolve(new StoreEvent.Adopted(2));

        assertThat(state.blueprints()).containsExactly(new Published(2, at(100), blueprint(2)));
    }

    private static Blueprint row(int plates) {
        var corner = new Position(0, 0, 0);
        return new Blueprint(
                new StoreId("acme.lille-1"),
                Currency.getInstance("EUR"),
                TaxMode.INCLUDED,
                List.of(),
                List.of(
                        new Blueprint.Row(
                                new DeviceId("shelf-1"),
                                "1",
                                1,
                                IntStream.rangeClosed(1, plates)
                                        .mapToObj(i ->
                                                new Blueprint.Plate(i, new Box(corner, corner)))
                                        .toList())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1);
    }
}
