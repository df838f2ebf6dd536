package dev.aisle.runtime.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A camera that sends a wrong shape for ten minutes: each frame is refused and is a gap.
class GapsOfADeviceTest {

    private static final DeviceId ROW = DeciderCase.BLUEPRINT.rows().getFirst().device();
    private static final DeviceId CAMERA = DeciderCase.BLUEPRINT.cameras().getFirst().device();
    private static final int FRAMES = 9_000;
    private static final long FRAME = 66_667;

    private Attributor attributor = attributor();
    private Attribution state = empty();

    private static Attributor attributor() {
        return new Attributor(
                DeciderCase.BLUEPRINT.store(), AttributionSettings.from(ConfigFactory.load()));
    }

    private static Attribution empty() {
        return Attribution.EMPTY
                .evolve(new AttributorEvent.Started(1))
                .evolve(new AttributorEvent.Adopted(1, EventTime.BEGINNING, DeciderCase.BLUEPRINT));
    }

    private void wrongFrames(int from, int to) {
        var gaps = new ArrayList<Gap>();
        for (int frame = from; frame < to; frame++) {
            gaps.add(new Gap(at(frame), at(frame + 1), GapReason.GAP_REASON_REFUSED));
        }
        var nothing = new Report.Sightings(List.of());
        var start = from == 0 ? EventTime.BEGINNING : at(from);
        var _ =
                attributor.hear(
                        new Report(
                                CAMERA,
                                start,
                                at(to),
                                new Report.Word(at(to), false),
                                gaps,
                                nothing),
                        state);
        var quiet = new Report.Interactions(List.of(), EventTime.END);
        var _ =
                attributor.hear(
                        new Report(
                                ROW,
                                start,
                                at(to),
                                new Report.Word(at(to), false),
                                List.of(),
                                quiet),
                        state);
        attributor
                .step(state)
                .ifPresent(step -> {
                    state = state.evolve(step);
                    attributor.happened(step, state);
                });
    }

    private static EventTime at(int frame) {
        return new EventTime((1 + frame) * FRAME);
    }

    @Test
    void areOneInTheStateButForThoseOfTheLookAhead() {
        for (int frame = 0; frame < FRAMES; frame += 3) {
            wrongFrames(frame, frame + 3);
        }

        assertThat(state.missing()).hasSizeLessThan(20);
        assertThat(state.missing().getFirst().gap().from()).isEqualTo(at(0));
    }

    @Test
    void areTheSameInHoweverManySteps() {
        for (int frame = 0; frame < 900; frame += 3) {
            wrongFrames(frame, frame + 3);
        }
        var cut = state;
        attributor = attributor();
        state = empty();
        wrongFrames(0, 900);

        assertThat(state.missing())
                .isEqualTo(cut.missing())
                .contains(
                        new Missing(
                                CAMERA, new Gap(at(899), at(900), GapReason.GAP_REASON_REFUSED)));
    }
}
