package dev.aisle.runtime.kernel;

import static dev.aisle.protocols.device.v1.GapReason.GAP_REASON_CLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.kernel.Reception.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReceptionTest {

    private static final DeviceId DEVICE = new DeviceId("door-1");
    private static final Horizon FAR = new Horizon(EventTime.BEGINNING, Duration.ofDays(1));

    /// Six quiet records, ten microseconds apart, from 100 on.
    private static Spool six() {
        var spool = new Spool(DEVICE, 1).begin(100);
        for (long at = 110; at <= 150; at += 10) {
            spool.covered(at);
        }
        return spool;
    }

    private static Reception<Recorder> after(Bundle... bundles) {
        var device = Recorder.EMPTY;
        var answers = new ArrayList<Answer>();
        var empty = new ArrayList<Gap>();
        boolean blocked = false;
        for (var bundle : bundles) {
            var reception = Reception.of(device, bundle, FAR);
            device = reception.device();
            answers.addAll(reception.answers());
            empty.addAll(reception.empty());
            blocked = reception.blocked();
        }
        return new Reception<>(device, answers, blocked, empty);
    }

    private static Answer refused(long boot, long seq, RefusalCode code, String explanation) {
        return new Answer.Refused(boot, seq, new Refusal(code, explanation));
    }

    @Test
    void takesRecordsInTheirOrder() {
        assertThat(after(six().bundle(0, 3, 0)))
                .isEqualTo(
                        new Reception<>(
                                new Recorder(
                                        Intake.after(1, 3, new EventTime(120)),
                                        List.of("|", "1:0", "1:1", "1:2")),
                                List.of(),
                                false,
                                List.of()));
    }

    @Test
    void takesNothingTwice() {
        var twice = after(six().bundle(0, 3, 0), six().bundle(1, 4, 0));
        assertThat(twice.device().taken()).containsExactly("|", "1:0", "1:1", "1:2", "1:3");
    }

    @Test
    void asksOnceForWhatIsMissing() {
        var holes = after(six().only(0), six().bundle(2, 4, 0), six().bundle(4, 6, 0));
        assertThat(holes.answers()).containsExactly(new Answer.Rewind(1, OptionalLong.of(1)));
    }

    @Test
    void asksAgainForALaterHole() {
        var holes = after(six().only(0), six().only(2), six().only(1), six().only(3));
        assertThat(holes.answers())
                .containsExactly(
                        new Answer.Rewind(1, OptionalLong.of(1)),
                        new Answer.Rewind(1, OptionalLong.of(2)));
    }

    @Test
    void whoStartsEmptyAsksForTheOldestHeld() {
        assertThat(after(six().bundle(4, 6, 2)).answers())
                .containsExactly(new Answer.Rewind(1, OptionalLong.empty()));
    }

    @Test
    void whoStartsEmptyTakesUpAtTheOldestHeldAndLearnsOfTheTimeBefore() {
        assertThat(after(six().bundle(2, 4, 2)).device().taken())
                .containsExactly("|110", "1:2", "1:3");
    }

    @Test
    void takesTheUnseenRestOfABatch() {
        var first = new Spool(DEVICE, 1).begin(100).weights(110, 1, 2, 1, 2);
        var regrouped = new Spool(DEVICE, 1).begin(100).weights(110, 1, 5, 1, 2, 3, 4, 5);
        assertThat(after(first.all(), regrouped.only(1)).device().taken())
                .containsExactly("|", "1:0", "1:1", "1:2", "1:3", "1:4", "1:5");
    }

    @Test
    void hearsNoOlderBootAndSaysSo() {
        var newer = new Spool(DEVICE, 2).gap(200).covered(210);
        assertThat(after(newer.all(), six().all()))
                .isEqualTo(
                        new Reception<>(
                                after(newer.all()).device(),
                                List.of(
                                        refused(
                                                1,
                                                0,
                                                RefusalCode.REFUSAL_CODE_SUPERSEDED,
                                                "device door-1 is known by boot 2, so boot 1 is"
                                                        + " over: take a boot above 2")),
                                false,
                                List.of()));
    }

    @Test
    void aLaterBootBeginsWithAGap() {
        var newer = new Spool(DEVICE, 2).gap(200).covered(210);
        assertThat(after(six().all(), newer.all()).device().taken())
                .endsWith("1:5", "|", "2:0", "2:1");
    }

    @Test
    void aLaterBootThatBeginsWithAnythingElseIsRefused() {
        var newer = new Spool(DEVICE, 2).covered(200);
        assertThat(after(newer.all()).answers())
                .containsExactly(
                        refused(
                                2,
                                0,
                                RefusalCode.REFUSAL_CODE_INVALID,
                                "record 0 of boot 2 must be a Gap: the count before it was lost"));
    }

    @Test
    void timeRisesWithinABoot() {
        var still = new Spool(DEVICE, 1).begin(100).covered(100).covered(110);
        assertThat(after(still.all()))
                .isEqualTo(
                        new Reception<>(
                                new Recorder(
                                        Intake.after(1, 1, new EventTime(100)),
                                        List.of("|", "1:0")),
                                List.of(
                                        refused(
                                                1,
                                                1,
                                                RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                                                "record 1 is of 1970-01-01T00:00:00.000100Z, the one"
                                                        + " before it of"
                                                        + " 1970-01-01T00:00:00.000100Z: event time"
                                                        + " must rise")),
                                false,
                                List.of()));
    }

    @Test
    void timeRisesAcrossBoots() {
        var newer = new Spool(DEVICE, 2).gap(140).covered(150);
        assertThat(after(six().all(), newer.all()).answers())
                .extracting(answer -> ((Answer.Refused) answer).refusal().code())
                .containsExactly(RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME);
    }

    @Test
    void aGapWhoseTimeDoesNotRiseIsPassedAndCoversNothing() {
        var boots = after(six().all(), new Spool(DEVICE, 2).gap(140).all());
        assertThat(boots.empty())
                .containsExactly(new Gap(new EventTime(150), new EventTime(150), GAP_REASON_CLOCK));
        assertThat(boots.device())
                .isEqualTo(
                        after(six().all()).device().with(Intake.after(2, 1, new EventTime(150))));
    }

    @Test
    void onceTimeHasRisenAgainRecordsAreTaken() {
        var mended = new Spool(DEVICE, 2).gap(140).gap(140, 150).covered(160);
        assertThat(after(six().all(), mended.all()).device().taken()).endsWith("1:5", "2:2");
    }

    @Test
    void aGapThatEndsBeforeItBeginsIsRefusedEvenSo() {
        var wrong = new Spool(DEVICE, 2).gap(145, 140);
        assertThat(after(six().all(), wrong.all()).answers()).hasSize(1);
    }

    @Test
    void nothingBehindARefusedRecordIsTaken() {
        var spool = new Spool(DEVICE, 1).begin(100).pose(110).covered(120);
        assertThat(after(spool.all()).device().taken()).containsExactly("|", "1:0");
    }

    @Test
    void aRefusedRecordGivesWayToAGap() {
        var refused = new Spool(DEVICE, 1).begin(100).pose(110).covered(120);
        var mended = new Spool(DEVICE, 1).begin(100).gap(100, 110).covered(120);
        assertThat(after(refused.all(), mended.all()).device().taken())
                .containsExactly("|", "1:0", "1:1", "1:2");
    }

    @Test
    void aFirstRecordNamesNoTimeBeforeIt() {
        var bundle = six().only(0).toBuilder().setPreviousTimeUs(90).build();
        assertThat(after(bundle).answers())
                .containsExactly(
                        refused(
                                1,
                                0,
                                RefusalCode.REFUSAL_CODE_INVALID,
                                "nothing comes before record 0: leave previous_time_us out"));
    }

    @Test
    void aLaterRecordNamesTheTimeBeforeIt() {
        var bundle = six().bundle(2, 3, 2).toBuilder().clearPreviousTimeUs().build();
        assertThat(after(bundle).answers())
                .containsExactly(
                        refused(
                                1,
                                2,
                                RefusalCode.REFUSAL_CODE_INVALID,
                                "name the event time of record 1 in previous_time_us"));
    }

    @Test
    void whatLiesBeyondTheHorizonIsNotTakenAndBlocks() {
        var horizon = new Horizon(new EventTime(100), Duration.ofNanos(25_000));
        var reception = Reception.of(Recorder.EMPTY, six().all(), horizon);
        assertThat(reception)
                .isEqualTo(
                        new Reception<>(
                                new Recorder(
                                        Intake.after(1, 3, new EventTime(120)),
                                        List.of("|", "1:0", "1:1", "1:2")),
                                List.of(),
                                true,
                                List.of()));
    }
}
