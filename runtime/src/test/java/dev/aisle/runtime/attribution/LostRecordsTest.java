package dev.aisle.runtime.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.camera.Camera;
import dev.aisle.runtime.camera.CameraSettings;
import dev.aisle.runtime.kernel.Horizon;
import dev.aisle.runtime.kernel.Reception;
import dev.aisle.runtime.kernel.Spool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A gateway that lost records within a boot, and does not say so, stalls nobody.
class LostRecordsTest {

    private static final DeviceId ROW = DeciderCase.BLUEPRINT.rows().getFirst().device();
    private static final DeviceId CAMERA = DeciderCase.BLUEPRINT.cameras().getFirst().device();
    private static final Horizon FAR = new Horizon(EventTime.BEGINNING, Duration.ofDays(1));

    /// One record a second, number and time the same.
    private static final Spool SPOOL = spool();

    private final Attributor attributor =
            new Attributor(
                    DeciderCase.BLUEPRINT.store(), AttributionSettings.from(ConfigFactory.load()));
    private Attribution state =
            Attribution.EMPTY
                    .evolve(new AttributorEvent.Started(1))
                    .evolve(
                            new AttributorEvent.Adopted(
                                    1, EventTime.BEGINNING, DeciderCase.BLUEPRINT));
    private Camera camera = empty();

    private static Spool spool() {
        var spool = new Spool(CAMERA, 1).begin(1);
        for (int second = 1; second < 80; second++) {
            spool.pose(second * 1_000_000L);
        }
        return spool;
    }

    private static Camera empty() {
        return Camera.empty(
                CAMERA, new CameraSettings(Duration.ofSeconds(2), Duration.ofMillis(200)));
    }

    /// Takes a bundle and reports, as the camera's shell does.
    ///
    /// @return from when on the Attributor wants to hear it again
    private Optional<EventTime> take(Bundle bundle) {
        camera = Reception.of(camera, bundle, FAR).device();
        var report = camera.report().orElseThrow();
        camera = camera.passedOn();
        return attributor.hear(report, state);
    }

    private List<Missing> step() {
        var nothing = new Report.Interactions(List.of(), EventTime.END);
        var shelf =
                new Report(
                        ROW,
                        EventTime.BEGINNING,
                        seconds(90),
                        new Report.Word(seconds(90), false),
                        List.of(),
                        nothing);
        var _ = attributor.hear(shelf, state);
        var step = attributor.step(state).orElseThrow();
        state = state.evolve(step);
        attributor.happened(step, state);
        return step.missing();
    }

    private static Missing lost(EventTime from, EventTime to) {
        return new Missing(CAMERA, new Gap(from, to, GapReason.GAP_REASON_LOST));
    }

    private static EventTime seconds(double seconds) {
        return new EventTime((long) (seconds * 1_000_000));
    }

    @Test
    void aHoleIsAGapFromTheDevicesCoverageToItsFirstWholeWindow() {
        var _ = take(SPOOL.bundle(0, 50, 0));

        assertThat(take(SPOOL.bundle(61, 70, 61))).isEmpty();
        assertThat(step()).containsExactly(lost(seconds(49), seconds(61.8)));
    }

    @Test
    void theStoreGoesOnBehindAHole() {
        var _ = take(SPOOL.bundle(0, 50, 0));
        var _ = take(SPOOL.bundle(61, 70, 61));
        var _ = step();

        assertThat(attributor.progress(state).frontier()).isEqualTo(seconds(69));
    }

    @Test
    void aHoleThatAnEmptyDeviceFindsIsTheSame() {
        var _ = take(SPOOL.bundle(0, 50, 0));
        camera = camera.emptied();

        assertThat(take(SPOOL.bundle(61, 70, 61))).isEmpty();
        assertThat(step()).containsExactly(lost(seconds(49), seconds(61.8)));
    }

    @Test
    void whatIsForgottenBecauseItWasAcknowledgedIsNoHole() {
        var _ = take(SPOOL.bundle(0, 50, 0));
        var _ = step();
        camera = empty();

        assertThat(take(SPOOL.bundle(40, 70, 40))).isEmpty();
        assertThat(step()).isEmpty();
    }

    @Test
    void anAttributorThatStartsAnewTakesNothingAcknowledgedForAHole() {
        var _ = take(SPOOL.bundle(0, 50, 0));
        var _ = step();
        var again =
                new Attributor(
                        DeciderCase.BLUEPRINT.store(),
                        AttributionSettings.from(ConfigFactory.load()));
        var _ = again.step(state);
        // Acknowledged up to 48 s less look-back, window and three steps.
        var moved = Reception.of(empty(), SPOOL.bundle(45, 70, 45), FAR).device();

        assertThat(again.hear(moved.report().orElseThrow(), state)).isEmpty();
        var nothing = new Report.Interactions(List.of(), EventTime.END);
        var shelf =
                new Report(
                        ROW,
                        EventTime.BEGINNING,
                        seconds(90),
                        new Report.Word(seconds(90), false),
                        List.of(),
                        nothing);
        var _ = again.hear(shelf, state);
        assertThat(again.step(state).orElseThrow().missing()).isEmpty();
    }
}
