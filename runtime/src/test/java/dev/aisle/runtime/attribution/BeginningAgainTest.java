package dev.aisle.runtime.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Advanced;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A store with one row and one camera, both of which said their last word at 20 s.
class BeginningAgainTest {

    private static final StoreId STORE = DeciderCase.BLUEPRINT.store();
    private static final DeviceId ROW = DeciderCase.BLUEPRINT.rows().getFirst().device();
    private static final DeviceId CAMERA = DeciderCase.BLUEPRINT.cameras().getFirst().device();
    private static final AttributionSettings SETTINGS =
            AttributionSettings.from(ConfigFactory.load());

    private final Attributor attributor = new Attributor(STORE, SETTINGS);
    private Attribution state =
            Attribution.EMPTY
                    .evolve(new AttributorEvent.Started(1))
                    .evolve(
                            new AttributorEvent.Adopted(
                                    1, EventTime.BEGINNING, DeciderCase.BLUEPRINT));

    private Advanced close() {
        hear(camera(0, 20, true), row(0, 20, true));
        var step = step();
        assertThat(attributor.status(state).ended()).isTrue();
        return step;
    }

    private void hear(Report... reports) {
        for (var report : reports) {
            assertThat(attributor.hear(report, state)).isEmpty();
        }
    }

    private Advanced step() {
        var step = attributor.step(state).orElseThrow();
        happened(step);
        return step;
    }

    private void happened(AttributorEvent event) {
        state = state.evolve(event);
        attributor.happened(event, state);
    }

    private static Report row(long from, long to, boolean last) {
        var nothing = new Report.Interactions(List.of(), EventTime.END);
        return new Report(
                ROW,
                time(from),
                seconds(to),
                new Report.Word(seconds(to), last),
                List.of(),
                nothing);
    }

    private static Report camera(long from, long to, boolean last, Sighting... seen) {
        var sightings = new Report.Sightings(List.of(seen));
        return new Report(
                CAMERA,
                time(from),
                seconds(to),
                new Report.Word(seconds(to), last),
                List.of(),
                sightings);
    }

    private static EventTime seconds(long seconds) {
        return new EventTime(seconds * 1_000_000);
    }

    private static EventTime time(long second) {
        return second == 0 ? EventTime.BEGINNING : seconds(second);
    }

    private static Sighting anna(long at) {
        var anna = new Seen(new TrackId("anna"), List.of(), List.of());
        return new Sighting(seconds(at), List.of(anna));
    }

    @Test
    void theFirstThatSpeaksOpensTheStoreAndAllAreWaitedFor() {
        close();
        hear(row(20, 900, false));

        assertThat(attributor.step(state)).isEmpty();
        assertThat(attributor.behind()).containsExactly(CAMERA);
    }

    @Test
    void whatIsSeenAfterTheStoreOpenedAgainIsAVisit() {
        close();
        hear(row(20, 900, false), camera(20, 900, false, anna(890)));

        assertThat(step().happenings())
                .hasSize(1)
                .first()
                .isInstanceOf(AttributorEvent.VisitOpened.class);
    }

    @Test
    void copiesOfWhatWasSaidBeforeOpenNothing() {
        close();
        hear(camera(0, 20, true), row(0, 12, false), row(12, 20, true));

        assertThat(attributor.status(state).ended()).isTrue();
    }

    @Test
    void aCopyOfALastWordEndsNobodyWhoBeganAgain() {
        close();
        hear(row(20, 900, false), camera(20, 900, false), camera(0, 20, true));

        assertThat(attributor.behind()).containsExactly(CAMERA, ROW);
    }

    @Test
    void whoBeganAgainIsKnownAfterARestart() {
        close();
        hear(row(20, 900, false), camera(20, 900, false));
        step();
        var again = new Attributor(STORE, SETTINGS);
        var _ = again.step(state);
        var _ = again.hear(camera(0, 20, true), state);

        assertThat(again.behind()).containsExactly(CAMERA);
    }

    @Test
    void aRestartShowsLastWordsAsTheyWereSaid() {
        close();
        var again = new Attributor(STORE, SETTINGS);
        var _ = again.step(state);

        assertThat(again.status(state)).isEqualTo(attributor.status(state));
    }

    @Test
    void whatAnOlderIncarnationWroteLaterPutsNobodyToRest() {
        var closing = close();
        hear(row(20, 900, false), camera(20, 900, false));
        step();

        assertThat(state.evolve(closing).resting()).isEmpty();
    }

    @Test
    void whoEndsOnceMoreRestsWhateverAnOlderIncarnationWroteLater() {
        close();
        hear(row(20, 900, false), camera(20, 900, false));
        var opening = step();
        hear(row(900, 950, true), camera(900, 950, true));
        step();

        assertThat(opening.begun())
                .isEqualTo(new TreeMap<>(Map.of(ROW, seconds(20), CAMERA, seconds(20))));
        assertThat(state.evolve(opening).resting()).containsExactly(CAMERA, ROW);
    }

    @Test
    void aLastWordThatIsSaidAgainLaterOpensNothing() {
        close();
        hear(row(20, 900, true));

        assertThat(attributor.behind()).isEmpty();
    }

    @Test
    void whatComesTooSoonAfterTheLastWordIsNamedMissing() {
        close();
        var handled = state.handledTo();
        hear(row(20, 60, false), camera(20, 60, false, anna(21)));

        assertThat(step().missing())
                .containsExactly(
                        new Missing(
                                CAMERA,
                                new Gap(seconds(20), handled, GapReason.GAP_REASON_SILENT)));
    }

    @Test
    void whoBeginsAgainWhileOthersGoOnIsWaitedForAgain() {
        hear(camera(0, 20, false), row(0, 20, true));
        step();
        hear(camera(20, 40, false));
        step();
        hear(row(20, 35, false));

        assertThat(attributor.behind()).contains(ROW);
    }
}
