package dev.aisle.runtime.camera;

import static dev.aisle.runtime.camera.People.evidence;
import static dev.aisle.runtime.camera.People.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.InHand;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.camera.Seen;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.runtime.kernel.Horizon;
import dev.aisle.runtime.kernel.Reception;
import dev.aisle.runtime.kernel.Refusal;
import dev.aisle.runtime.kernel.Spool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CameraTest {

    private static final DeviceId CAMERA = new DeviceId("camera-1");
    private static final Horizon FAR = new Horizon(EventTime.BEGINNING, Duration.ofDays(1));

    /// A grid of 200, a window of 600 microseconds.
    private static final CameraSettings SETTINGS =
            new CameraSettings(Duration.ofNanos(600_000), Duration.ofNanos(200_000));

    private static final Camera EMPTY = Camera.empty(CAMERA, SETTINGS);

    private static Spool spool() {
        return new Spool(CAMERA, 1).begin(1_000);
    }

    private static Camera after(Camera camera, Bundle bundle) {
        return Reception.of(camera, bundle, FAR).device();
    }

    private static Camera after(Spool spool) {
        return after(EMPTY, spool.all());
    }

    private static EventTime at(long micros) {
        return new EventTime(micros);
    }

    /// After a record at `word`.
    private static Report report(EventTime from, long to, long word, Sighting... sightings) {
        return new Report(
                CAMERA,
                from,
                at(to),
                new Report.Word(at(word), false),
                List.of(),
                new Report.Sightings(List.of(sightings)));
    }

    private static Pose pose(long at, float x) {
        return new Pose(
                at(at),
                Optional.of(new Position(x, 0, 1.7f)),
                Optional.of(new Position(x, 0, 1.1f)),
                Optional.empty());
    }

    private static Sighting sighting(long at, Seen... seen) {
        return new Sighting(at(at), List.of(seen));
    }

    private static Seen seen(String track, Pose... poses) {
        return new Seen(new TrackId(track), List.of(poses), List.of());
    }

    @Test
    void emptyFramesMoveTheCoverageAlongTheGrid() {
        assertThat(after(spool().pose(1_390)).report())
                .contains(report(EventTime.BEGINNING, 1_200, 1_390));
    }

    @Test
    void anInstantIsSaidOnceAllItsFramesAreThere() {
        var early = spool().pose(1_250, person("7", 1).build()).pose(1_390);
        assertThat(after(early).report()).contains(report(EventTime.BEGINNING, 1_200, 1_390));
    }

    @Test
    void whoWasSeenSinceTheInstantBeforeIsSaidWithAllPoses() {
        var spool =
                spool().pose(1_250, person("7", 1).build(), person("6", 3).build())
                        .pose(1_320, person("7", 2).build())
                        .pose(1_410);
        assertThat(after(spool).report())
                .contains(
                        report(
                                EventTime.BEGINNING,
                                1_400,
                                1_410,
                                sighting(
                                        1_400,
                                        seen("6", pose(1_250, 3)),
                                        seen("7", pose(1_250, 1), pose(1_320, 2)))));
    }

    @Test
    void aFrameAtTheInstantItselfBelongsToIt() {
        assertThat(after(spool().pose(1_400, person("7", 1).build())).report())
                .contains(
                        report(
                                EventTime.BEGINNING,
                                1_400,
                                1_400,
                                sighting(1_400, seen("7", pose(1_400, 1)))));
    }

    @Test
    void whatIsInTheHandIsTheMeanOverTheWindow() {
        var spool =
                spool().pose(1_010, held("cola", 0.9f))
                        .pose(1_210, held("cola", 0.25f))
                        .pose(1_610, held("cola", 0.75f))
                        .pose(1_800);
        var last = after(spool).sightings().getLast();
        assertThat(last)
                .isEqualTo(
                        sighting(
                                1_800,
                                new Seen(
                                        new TrackId("7"),
                                        List.of(pose(1_610, 1)),
                                        List.of(new InHand(new ProductCode("cola"), 0.5f)))));
    }

    private static dev.aisle.protocols.device.v1.Person held(String product, float probability) {
        return person("7", 1).addEvidence(evidence(product, probability)).build();
    }

    @Test
    void whatIsReportedIsNotReportedAgain() {
        var reported = after(spool().pose(1_400, person("7", 1).build())).passedOn();
        assertThat(reported.report()).isEmpty();
    }

    @Test
    void aReportGoesOnWhereTheOneBeforeEnded() {
        var spool = spool().pose(1_400, person("7", 1).build());
        var reported = after(spool).passedOn();
        assertThat(after(reported, spool.pose(1_650).all()).report())
                .contains(report(at(1_400), 1_600, 1_650));
    }

    @Test
    void aGapIsNamedAndCovered() {
        var gap = new Gap(at(1_300), at(1_510), GapReason.GAP_REASON_SILENT);
        var spool = spool().pose(1_290, person("7", 1).build()).gap(1_300, 1_510);
        assertThat(after(spool).report())
                .contains(
                        new Report(
                                CAMERA,
                                EventTime.BEGINNING,
                                at(1_510),
                                new Report.Word(at(1_510), false),
                                List.of(gap),
                                new Report.Sightings(
                                        List.of(sighting(1_400, seen("7", pose(1_290, 1)))))));
    }

    @Test
    void aGapWithoutABeginningBeginsWithTheRecordBefore() {
        assertThat(after(spool().pose(1_290).gap(1_510)).gaps())
                .containsExactly(new Gap(at(1_290), at(1_510), GapReason.GAP_REASON_LOST));
    }

    @Test
    void itsLastWordSaysAllThatIsHeld() {
        assertThat(after(spool().pose(1_250, person("7", 1).build()).end(1_260)).report())
                .contains(
                        new Report(
                                CAMERA,
                                EventTime.BEGINNING,
                                at(1_400),
                                new Report.Word(at(1_260), true),
                                List.of(),
                                new Report.Sightings(
                                        List.of(sighting(1_400, seen("7", pose(1_250, 1)))))));
    }

    @Test
    void afterItsLastWordItGoesOnFromThere() {
        var spool = spool().end(1_260);
        var ended = after(spool).passedOn();
        assertThat(after(ended, spool.begin(9_010).all()).report())
                .contains(report(at(1_400), 9_000, 9_010));
    }

    @Test
    void whoTakesUpLaterSaysNothingBeforeItHoldsAWholeWindow() {
        var spool = spool();
        for (long at = 1_100; at <= 2_000; at += 100) {
            spool.pose(at, person("7", (float) at).build());
        }
        var camera = after(EMPTY, spool.bundle(3, spool.size(), 3));
        assertThat(camera.report())
                .contains(
                        new Report(
                                CAMERA,
                                EventTime.BEGINNING,
                                at(2_000),
                                new Report.Word(at(2_000), false),
                                List.of(
                                        new Gap(
                                                EventTime.BEGINNING,
                                                at(1_600),
                                                GapReason.GAP_REASON_LOST)),
                                new Report.Sightings(
                                        List.of(
                                                sighting(
                                                        1_800,
                                                        seen(
                                                                "7",
                                                                pose(1_700, 1_700),
                                                                pose(1_800, 1_800))),
                                                sighting(
                                                        2_000,
                                                        seen(
                                                                "7",
                                                                pose(1_900, 1_900),
                                                                pose(2_000, 2_000)))))));
    }

    @Test
    void knowsWhetherItHasPassedATime() {
        var camera = after(spool().pose(1_410));
        assertThat(
                        List.of(
                                camera.hasPassed(at(1_399)),
                                camera.hasPassed(at(1_400)),
                                EMPTY.hasPassed(EventTime.BEGINNING)))
                .containsExactly(true, false, false);
    }

    @Test
    void framesOlderThanTheWindowAreForgotten() {
        var spool = spool();
        for (long at = 1_100; at <= 5_000; at += 100) {
            spool.pose(at, person("7", 1).build());
        }
        assertThat(after(spool).frames()).hasSize(6);
    }

    @Test
    void weightsAreRefused() {
        assertThat(
                        Reception.of(EMPTY, new Spool(CAMERA, 1).weights(100, 1, 1, 1).all(), FAR)
                                .answers())
                .containsExactly(
                        new Reception.Answer.Refused(
                                1,
                                0,
                                new Refusal(
                                        RefusalCode.REFUSAL_CODE_WRONG_KIND,
                                        "record 0 holds WEIGHTS, but a camera sends pose frames and"
                                                + " marks")));
    }

    @Test
    void aLaterBootThatBeginsWithAFrameIsRefused() {
        assertThat(Reception.of(EMPTY, new Spool(CAMERA, 2).pose(100).all(), FAR).answers())
                .hasSize(1);
    }
}
