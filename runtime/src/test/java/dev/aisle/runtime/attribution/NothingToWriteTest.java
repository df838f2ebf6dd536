package dev.aisle.runtime.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorEvent;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An Attributor that found nothing to write does not look again for nothing, and never overlooks
/// what there is.
class NothingToWriteTest {

    private static final StoreId STORE = DeciderCase.BLUEPRINT.store();
    private static final DeviceId ROW = DeciderCase.BLUEPRINT.rows().getFirst().device();
    private static final DeviceId CAMERA = DeciderCase.BLUEPRINT.cameras().getFirst().device();

    private final Attributor attributor =
            new Attributor(STORE, AttributionSettings.from(ConfigFactory.load()));
    private Attribution state = Attribution.EMPTY;

    @BeforeEach
    void aStepIsWrittenAndThenThereIsNothing() {
        become(new AttributorEvent.Adopted(1, EventTime.BEGINNING, DeciderCase.BLUEPRINT));
        quiet(ROW, EventTime.BEGINNING, millis(10_000));
        see(EventTime.BEGINNING, millis(10_000), List.of(), List.of());
        become(attributor.step(state).orElseThrow());
        see(millis(10_000), millis(10_200), List.of(), List.of());
        assertThat(attributor.step(state)).isEmpty();
    }

    @Test
    void whoComesIntoSightIsSeenOnceTheFrontierHasPassed() {
        var anna = new Seen(new TrackId("anna"), List.of(), List.of());
        var seen = List.of(new Sighting(millis(10_400), List.of(anna)));
        see(millis(10_200), millis(11_400), seen, List.of());
        assertThat(attributor.step(state)).isEmpty();
        quiet(ROW, millis(10_000), millis(11_400));

        assertThat(attributor.step(state).orElseThrow().happenings())
                .hasSize(1)
                .hasOnlyElementsOfType(AttributorEvent.VisitOpened.class);
    }

    @Test
    void aGapThatComesToLightBeforeTheFrontierIsNoted() {
        var gap = new Gap(millis(9_000), millis(9_500), GapReason.GAP_REASON_LOST);
        see(millis(10_200), millis(10_400), List.of(), List.of(gap));

        assertThat(attributor.step(state).orElseThrow().missing()).hasSize(1);
    }

    @Test
    void aQuietStepIsWrittenWhenItIsDue() {
        quiet(ROW, millis(10_000), millis(12_100));
        see(millis(10_200), millis(12_100), List.of(), List.of());

        assertThat(attributor.step(state)).isPresent();
    }

    private void become(AttributorEvent event) {
        state = state.evolve(event);
        attributor.happened(event, state);
    }

    private void see(EventTime from, EventTime to, List<Sighting> seen, List<Gap> gaps) {
        var word = new Report.Word(to, false);
        var report = new Report(CAMERA, from, to, word, gaps, new Report.Sightings(seen));
        assertThat(attributor.hear(report, state)).isEmpty();
    }

    private void quiet(DeviceId row, EventTime from, EventTime to) {
        var nothing = new Report.Interactions(List.of(), EventTime.END);
        var word = new Report.Word(to, false);
        var report = new Report(row, from, to, word, List.of(), nothing);
        assertThat(attributor.hear(report, state)).isEmpty();
    }

    private static EventTime millis(long millis) {
        return new EventTime(millis * 1_000);
    }
}
