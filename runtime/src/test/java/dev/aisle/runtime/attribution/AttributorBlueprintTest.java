package dev.aisle.runtime.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Advanced;
import dev.aisle.protocols.attribution.AttributorEvent.DecidedWithout;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.store.Blueprint;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What becomes of a store whose devices change while it runs, or are given up.
class AttributorBlueprintTest {

    private static final StoreId STORE = DeciderCase.BLUEPRINT.store();
    private static final DeviceId ROW = DeciderCase.BLUEPRINT.rows().getFirst().device();
    private static final DeviceId CAMERA = DeciderCase.BLUEPRINT.cameras().getFirst().device();
    private static final DeviceId SECOND = new DeviceId("second-camera");
    private static final AttributionSettings SETTINGS =
            AttributionSettings.from(ConfigFactory.load());

    @Test
    void theFrontierStopsWhereDevicesJoinUntilTheyHaveTold() {
        var state = adopted(2, seconds(20), withSecondCamera(), first());
        var attributor = new Attributor(STORE, SETTINGS);
        tell(attributor, state, row(40), camera(CAMERA, 40));

        assertThat(attributor.progress(state).frontier()).isEqualTo(seconds(20));
        tell(attributor, state, camera(SECOND, 40));
        assertThat(attributor.progress(state).frontier()).isEqualTo(seconds(40));
    }

    @Test
    void aCameraThatJoinsChangesNothingOfWhenTheOthersWereBlind() {
        var state = first();
        var attributor = new Attributor(STORE, SETTINGS);
        var seen =
                new Report.Sightings(
                        List.of(
                                new Sighting(
                                        seconds(2),
                                        List.of(
                                                new Seen(
                                                        new TrackId("anna"),
                                                        List.of(),
                                                        List.of())))));
        var blind = new Gap(seconds(3), seconds(63), GapReason.GAP_REASON_SILENT);
        tell(
                attributor,
                state,
                row(60),
                new Report(
                        CAMERA,
                        EventTime.BEGINNING,
                        seconds(60),
                        new Report.Word(seconds(60), false),
                        List.of(blind),
                        seen));
        state = state.evolve(step(attributor, state));
        state = adopted(2, seconds(61), withSecondCamera(), state);
        tell(attributor, state, row(66), camera(CAMERA, 66), camera(SECOND, 66));

        assertThat(step(attributor, state).happenings()).isEmpty();
    }

    @Test
    void aShelfThatIsGivenUpHoldsNoVisit() {
        var state = first();
        var attributor = new Attributor(STORE, SETTINGS);
        tell(attributor, state, camera(CAMERA, 60));
        var given = attributor.without(state).orElseThrow();
        state = state.evolve(given);
        attributor.happened(given, state);

        assertThat(step(attributor, state).neededFrom())
                .isEqualTo(seconds(60).minus(SETTINGS.lookAhead()));
    }

    @Test
    void aShelfIsGivenUpThoughAllOthersHaveSaidTheirLastWord() {
        var state = first();
        var attributor = new Attributor(STORE, SETTINGS);
        var anna = new Seen(new TrackId("anna"), List.of(), List.of());
        tell(
                attributor,
                state,
                row(5),
                new Report(
                        CAMERA,
                        EventTime.BEGINNING,
                        seconds(60),
                        new Report.Word(seconds(60), true),
                        List.of(),
                        new Report.Sightings(List.of(new Sighting(seconds(8), List.of(anna))))));

        assertThat(attributor.without(state).map(DecidedWithout::devices)).contains(List.of(ROW));
    }

    private static Advanced step(Attributor attributor, Attribution state) {
        return attributor.step(state).orElseThrow();
    }

    private static void tell(Attributor attributor, Attribution state, Report... reports) {
        for (var report : reports) {
            var _ = attributor.hear(report, state);
        }
        var _ = attributor.step(state);
        for (var report : reports) {
            var _ = attributor.hear(report, state);
        }
    }

    private static Report row(long to) {
        return new Report(
                ROW,
                EventTime.BEGINNING,
                seconds(to),
                new Report.Word(seconds(to), false),
                List.of(),
                new Report.Interactions(List.of(), seconds(to)));
    }

    private static Report camera(DeviceId camera, long to) {
        return new Report(
                camera,
                EventTime.BEGINNING,
                seconds(to),
                new Report.Word(seconds(to), false),
                List.of(),
                new Report.Sightings(List.of()));
    }

    private static Attribution first() {
        return adopted(
                1,
                EventTime.BEGINNING,
                DeciderCase.BLUEPRINT,
                Attribution.EMPTY.evolve(new AttributorEvent.Started(1)));
    }

    private static Attribution adopted(
            int version, EventTime from, Blueprint blueprint, Attribution state) {
        return state.evolve(new AttributorEvent.Adopted(version, from, blueprint));
    }

    private static Blueprint withSecondCamera() {
        var one = DeciderCase.BLUEPRINT;
        return new Blueprint(
                one.store(),
                one.currency(),
                one.taxMode(),
                Stream.concat(one.cameras().stream(), Stream.of(new Blueprint.Camera(SECOND)))
                        .toList(),
                one.rows(),
                one.doors(),
                one.terminals(),
                one.facings(),
                one.products(),
                one.decider());
    }

    private static EventTime seconds(long seconds) {
        return new EventTime(seconds * 1_000_000);
    }
}
