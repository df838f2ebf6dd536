package dev.aisle.runtime.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Happening;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.v1.Refuse.Reason;
import dev.aisle.protocols.door.Credential;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shelf.PlateChange;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Unpaid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A store with one row, one camera and a door.
class WalkingInTest {

    private static final StoreId STORE = DeciderCase.BLUEPRINT.store();
    private static final DeviceId ROW = DeciderCase.BLUEPRINT.rows().getFirst().device();
    private static final DeviceId CAMERA = DeciderCase.BLUEPRINT.cameras().getFirst().device();
    private static final DeviceId DOOR = new DeviceId("door-1");
    private static final TrackId ANNA = new TrackId("anna");
    private static final TrackId BERT = new TrackId("bert");
    private static final PayerReference CARD = new PayerReference("p-card");
    private static final Credential PAYS = new Credential.Payer(CARD);
    private static final AttributionSettings SETTINGS =
            AttributionSettings.from(ConfigFactory.load());

    private final List<Sighting> sightings = new ArrayList<>();
    private final List<DoorEvent> events = new ArrayList<>();
    private final List<Interaction> felt = new ArrayList<>();
    private Unpaid unpaid = Unpaid.WRITE_OFF;

    private Blueprint withDoor() {
        var plain = DeciderCase.BLUEPRINT;
        return new Blueprint(
                plain.store(),
                plain.currency(),
                plain.taxMode(),
                plain.cameras(),
                plain.rows(),
                List.of(new Blueprint.Door(DOOR, new Position(3, 3, 0))),
                List.of(),
                plain.facings(),
                plain.products(),
                plain.decider(),
                unpaid);
    }

    /// Both are seen each second of (from, to].
    private void seen(long from, long to, TrackId... who) {
        for (long at = from + 1; at <= to; at++) {
            var people =
                    List.of(who).stream()
                            .map(track -> new Seen(track, List.of(), List.of()))
                            .toList();
            sightings.add(new Sighting(seconds(at), people));
        }
    }

    /// Takes a cola, of 500 g, alone at the shelf.
    private void takes(long at, TrackId who) {
        var hand = new Position(0.05f, 0.2f, 1.1f);
        for (long tenth = 10 * at - 10; tenth <= 10 * at + 10; tenth++) {
            var head = new Position(0.05f, -0.4f, 1.7f);
            var time = new EventTime(tenth * 100_000);
            var pose = new Pose(time, Optional.of(head), Optional.empty(), Optional.of(hand));
            var seen = new Seen(who, List.of(pose), List.of());
            sightings.removeIf(each -> each.at().equals(time));
            sightings.add(new Sighting(time, List.of(seen)));
        }
        var plates = new ArrayList<PlateChange>();
        for (int plate = 1; plate <= 6; plate++) {
            plates.add(new PlateChange(plate, 1_000, plate == 1 ? 500 : 1_000, 1, 0));
        }
        var id = new InteractionId(ROW, 1, 60 * at);
        var onset = micros(at - 0.3);
        felt.add(new Interaction(id, onset, seconds(at), micros(at + 0.8), plates, false, 1));
    }

    private void enters(double at, TrackId who, Credential shown) {
        says(at, who, shown, false);
    }

    private void asks(double at, TrackId who, Credential shown) {
        says(at, who, shown, true);
    }

    private void says(double at, TrackId who, Credential shown, boolean asks) {
        events.add(
                new DoorEvent.Entered(
                        micros(at),
                        events.size(),
                        Optional.of(who),
                        Optional.empty(),
                        Optional.of(shown),
                        asks));
    }

    private void leaves(double at, TrackId who) {
        events.add(
                new DoorEvent.Left(micros(at), events.size(), Optional.of(who), Optional.empty()));
    }

    private static EventTime seconds(long seconds) {
        return new EventTime(seconds * 1_000_000);
    }

    private static EventTime micros(double seconds) {
        return new EventTime(Math.round(seconds * 1e6));
    }

    /// What happens until all devices have ended at 100 s.
    private List<Happening> happenings() {
        var state =
                Attribution.EMPTY
                        .evolve(new AttributorEvent.Started(1))
                        .evolve(new AttributorEvent.Adopted(1, EventTime.BEGINNING, withDoor()));
        var attributor = new Attributor(STORE, SETTINGS);
        var quiet = new Report.Interactions(felt, EventTime.END);
        sightings.sort(Comparator.comparing(Sighting::at));
        hear(attributor, state, CAMERA, new Report.Sightings(sightings));
        hear(attributor, state, ROW, quiet);
        hear(attributor, state, DOOR, new Report.Doors(events));
        var all = new ArrayList<Happening>();
        for (var step = attributor.step(state); step.isPresent(); step = attributor.step(state)) {
            all.addAll(step.get().happenings());
            state = state.evolve(step.get());
            attributor.happened(step.get(), state);
        }
        assertThat(attributor.status(state).ended()).isTrue();
        return all;
    }

    private static void hear(
            Attributor attributor, Attribution state, DeviceId device, Report.Content content) {
        var word = new Report.Word(seconds(100), true);
        var report = new Report(device, EventTime.BEGINNING, word.at(), word, List.of(), content);
        assertThat(attributor.hear(report, state)).isEmpty();
    }

    private static VisitId visit(TrackId track, long at) {
        return VisitIds.of(STORE, track, seconds(at));
    }

    private static <H extends Happening> List<H> only(Class<H> kind, List<Happening> all) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void whoComesInWithACardOfSomebodyInsideJoinsTheVisit() {
        seen(0, 20, ANNA);
        seen(20, 40, ANNA, BERT);
        enters(1.5, ANNA, PAYS);
        enters(20.5, BERT, PAYS);
        var all = happenings();

        assertThat(only(AttributorEvent.Joined.class, all))
                .containsExactly(
                        new AttributorEvent.Joined(
                                BERT, visit(ANNA, 1), seconds(21), Optional.empty()));
        assertThat(only(AttributorEvent.VisitOpened.class, all)).hasSize(1);
    }

    @Test
    void whoWasSeenBeforeTheDoorSpokeGivesUpAVisitOfNothing() {
        seen(0, 40, ANNA, BERT);
        enters(1.5, ANNA, PAYS);
        enters(3.5, BERT, PAYS);
        var all = happenings();

        assertThat(only(AttributorEvent.Joined.class, all))
                .containsExactly(
                        new AttributorEvent.Joined(
                                BERT, visit(ANNA, 1), micros(3.5), Optional.of(visit(BERT, 1))));
        assertThat(only(AttributorEvent.VisitCompleted.class, all)).hasSize(2);
    }

    @Test
    void aGroupsVisitEndsWhenItsLastMemberIsOut() {
        seen(0, 40, ANNA, BERT);
        enters(1.5, ANNA, PAYS);
        enters(1.6, BERT, PAYS);
        leaves(30.5, ANNA);
        leaves(35.5, BERT);
        var all = happenings();

        assertThat(only(AttributorEvent.Parted.class, all))
                .first()
                .isEqualTo(
                        new AttributorEvent.Parted(
                                visit(ANNA, 1), ANNA, micros(30.5), Change.Ending.DOOR));
        assertThat(only(AttributorEvent.VisitEnded.class, all))
                .first()
                .isEqualTo(
                        new AttributorEvent.VisitEnded(
                                visit(ANNA, 1), BERT, micros(35.5), Change.Ending.DOOR));
    }

    @Test
    void aMemberOutOfSightLeavesTheGroupAndNotTheStoreToTheOthers() {
        seen(0, 10, ANNA, BERT);
        seen(10, 60, BERT);
        enters(1.5, ANNA, PAYS);
        enters(1.6, BERT, PAYS);
        var all = happenings();

        assertThat(only(AttributorEvent.VisitEnded.class, all))
                .extracting(AttributorEvent.VisitEnded::track, AttributorEvent.VisitEnded::at)
                .containsExactly(tuple(BERT, seconds(60).plus(SETTINGS.unseen())));
    }

    @Test
    void aBadgeIsRememberedUntilACameraSeesItsBearer() {
        seen(5, 20, ANNA);
        enters(2.5, ANNA, new Credential.Staff());

        assertThat(happenings())
                .containsSubsequence(
                        new AttributorEvent.StaffAwaited(ANNA, micros(2.5)),
                        new AttributorEvent.StaffBound(visit(ANNA, 6), seconds(6)));
    }

    @Test
    void aBadgeDoesNotFreeAGroupThatPays() {
        seen(0, 40, ANNA, BERT);
        enters(1.5, ANNA, PAYS);
        enters(1.6, BERT, PAYS);
        enters(20.5, BERT, new Credential.Staff());
        var all = happenings();

        assertThat(only(AttributorEvent.StaffBound.class, all)).isEmpty();
        assertThat(only(AttributorEvent.TapRefused.class, all))
                .containsExactly(
                        new AttributorEvent.TapRefused(
                                DOOR, 2, micros(20.5), Reason.REASON_ALREADY_BOUND));
    }

    @Test
    void aBadgeDoesNotTakeThePlaceOfACardThatWasShownBefore() {
        seen(5, 20, ANNA);
        enters(1.5, ANNA, PAYS);
        enters(2.5, ANNA, new Credential.Staff());

        assertThat(only(AttributorEvent.PayerBound.class, happenings()))
                .extracting(AttributorEvent.PayerBound::payer)
                .containsExactly(CARD);
    }

    @Test
    void aStoreMayWantToKnowAtOnceThatNobodyPays() {
        unpaid = Unpaid.ALARM;
        seen(0, 40, ANNA);
        takes(20, ANNA);
        leaves(39.5, ANNA);

        assertThat(only(AttributorEvent.TapRefused.class, happenings()))
                .containsExactly(
                        new AttributorEvent.TapRefused(
                                DOOR, 0, micros(39.5), Reason.REASON_UNPAID));
    }

    @Test
    void nobodyIsCalledForWhoTookNothingOrPaysOrWorksThere() {
        unpaid = Unpaid.ALARM;
        seen(0, 40, ANNA, BERT);
        takes(20, ANNA);
        enters(1.5, ANNA, new Credential.Staff());
        leaves(38.5, BERT);
        leaves(39.5, ANNA);

        assertThat(only(AttributorEvent.TapRefused.class, happenings())).isEmpty();
    }

    @Test
    void aGateOpensForWhoeverShowsAValidCode() {
        seen(0, 20, ANNA);
        asks(1.5, ANNA, PAYS);

        assertThat(happenings()).contains(new AttributorEvent.DoorOpened(DOOR, 0, micros(1.5)));
    }

    @Test
    void aGateStaysClosedForACodeThatIsOver() {
        seen(0, 20, ANNA);
        asks(1.5, ANNA, new Credential.Invalid(Reason.REASON_CODE_EXPIRED));
        var all = happenings();

        assertThat(only(AttributorEvent.DoorOpened.class, all)).isEmpty();
        assertThat(only(AttributorEvent.TapRefused.class, all))
                .containsExactly(
                        new AttributorEvent.TapRefused(
                                DOOR, 0, micros(1.5), Reason.REASON_CODE_EXPIRED));
    }
}
