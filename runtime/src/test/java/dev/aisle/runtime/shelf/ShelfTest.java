package dev.aisle.runtime.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.kernel.Horizon;
import dev.aisle.runtime.kernel.Reception;
import dev.aisle.runtime.kernel.Refusal;
import dev.aisle.runtime.kernel.Spool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfTest {

    private static final DeviceId ROW = ShelfRow.ROW;
    private static final Horizon FAR = new Horizon(EventTime.BEGINNING, Duration.ofDays(1));
    private static final ShelfSettings SETTINGS = ShelfRow.SETTINGS;

    private static Shelf empty() {
        return Shelf.from(ROW, SETTINGS, ShelfState.EMPTY);
    }

    private static Shelf after(Spool spool) {
        return after(empty(), spool, 0);
    }

    private static Shelf after(Shelf shelf, Spool spool, int start) {
        return Reception.of(shelf, spool.bundle(start, spool.size(), start), FAR).device();
    }

    private static EventTime at(long micros) {
        return new EventTime(micros);
    }

    private static Progress handled(EventTime to) {
        return new Progress(to, to, to);
    }

    private static Report quiet(EventTime from, EventTime to, Gap... gaps) {
        return new Report(
                ROW,
                from,
                to,
                new Report.Word(to, false),
                List.of(gaps),
                new Report.Interactions(List.of(), EventTime.END));
    }

    private static Reception.Answer refused(long seq, RefusalCode code, String explanation) {
        return new Reception.Answer.Refused(1, seq, new Refusal(code, explanation));
    }

    private static List<Reception.Answer> answers(Spool spool) {
        return Reception.of(empty(), spool.all(), FAR).answers();
    }

    @Test
    void whoHasTakenNothingReportsNothing() {
        assertThat(empty().report()).isEmpty();
    }

    @Test
    void marksAloneAreCovered() {
        assertThat(after(new Spool(ROW, 1).begin(100).covered(110)).report())
                .contains(quiet(EventTime.BEGINNING, at(110)));
    }

    @Test
    void aPickIsReportedWithItsOnsetAndItsChange() {
        var row = new ShelfRow(1);
        row.run(3);
        row.put(2, -300);
        row.run(3);
        var report = after(row.spool()).report().orElseThrow();
        var settled = ((Report.Interactions) report.content()).settled();
        assertThat(settled)
                .singleElement()
                .satisfies(found ->
                        assertThat(found.plates().get(1).change()).isBetween(-303.0, -297.0));
    }

    @Test
    void whatIsOpenHoldsItsOnset() {
        var row = new ShelfRow(1);
        row.run(3);
        var lifted = row.now();
        row.put(2, -300);
        row.run(0.4);
        var report = after(row.spool()).report().orElseThrow();
        assertThat(((Report.Interactions) report.content()).oldestOpen())
                .isBetween(lifted.minus(Duration.ofMillis(100)), lifted);
    }

    @Test
    void whatIsReportedIsNotReportedAgain() {
        var shelf = after(new Spool(ROW, 1).begin(100));
        assertThat(List.of(shelf.report().isPresent(), shelf.report().isPresent()))
                .containsExactly(true, false);
    }

    @Test
    void whatIsAskedForIsReportedAgain() {
        var row = new ShelfRow(1);
        row.run(3);
        row.put(2, -300);
        row.run(3);
        var shelf = after(row.spool());
        var first = shelf.report();
        assertThat(shelf.reportFrom(EventTime.BEGINNING)).isEqualTo(first);
    }

    @Test
    void whatSettledBeforeIsNotAskedFor() {
        var row = new ShelfRow(1);
        row.run(3);
        row.put(2, -300);
        row.run(3);
        var shelf = after(row.spool());
        var content = (Report.Interactions) shelf.report().orElseThrow().content();
        var settled = content.settled().getFirst().settled();
        var later = (Report.Interactions) shelf.reportFrom(settled).orElseThrow().content();
        assertThat(later.settled()).isEmpty();
    }

    @Test
    void whoIsAskedForWhatIsStillToComeReportsNothingOfIt() {
        var shelf = after(new Spool(ROW, 1).begin(100).covered(110));
        assertThat(shelf.reportFrom(at(500))).contains(quiet(at(110), at(110)));
    }

    @Test
    void whatIsDecidedIsForgotten() {
        var row = new ShelfRow(1);
        row.run(3);
        row.put(2, -300);
        row.run(3);
        var shelf = after(row.spool());
        shelf.progressed(handled(row.now()));
        assertThat(shelf.anchor().undecided()).isEmpty();
    }

    @Test
    void itsLastWordClosesWhatIsOpen() {
        var row = new ShelfRow(1);
        row.run(3);
        row.put(2, -300);
        row.run(0.8);
        var report = after(row.spool().end(row.now().micros())).report().orElseThrow();
        var content = (Report.Interactions) report.content();
        assertThat(List.of(report.word().last(), content.oldestOpen(), content.settled().size()))
                .containsExactly(true, EventTime.END, 1);
    }

    @Test
    void whatWasPutOnItsPlatesBetweenItsLastWordAndItsNextIsNoInteraction() {
        var row = new ShelfRow(1);
        row.run(3);
        var shelf = after(row.spool().end(row.now().micros()));
        row.put(2, -300);
        row.run(3);
        var report = after(shelf, row.spool(), row.spool().size() - 1).report().orElseThrow();
        assertThat(((Report.Interactions) report.content()).settled()).isEmpty();
        assertThat(report.word().last()).isFalse();
    }

    @Test
    void aGapIsNamed() {
        assertThat(after(new Spool(ROW, 1).begin(100).gap(150, 200)).report())
                .contains(
                        quiet(
                                EventTime.BEGINNING,
                                at(200),
                                new Gap(at(150), at(200), GapReason.GAP_REASON_SILENT)));
    }

    @Test
    void whatTheGatewayLostSinceTheAnchorIsNamedAsAGap() {
        var spool = new Spool(ROW, 1).begin(100);
        var shelf = after(spool);
        spool.covered(110).covered(120).covered(130);
        assertThat(after(shelf, spool, 3).report())
                .contains(
                        quiet(
                                EventTime.BEGINNING,
                                at(130),
                                new Gap(at(100), at(120), GapReason.GAP_REASON_LOST)));
    }

    @Test
    void whatCameBeforeTheOldestHeldIsNamedAsAGap() {
        var spool = new Spool(ROW, 1).begin(100).covered(110).covered(120);
        assertThat(after(empty(), spool, 2).report())
                .contains(
                        quiet(
                                EventTime.BEGINNING,
                                at(120),
                                new Gap(EventTime.BEGINNING, at(110), GapReason.GAP_REASON_LOST)));
    }

    @Test
    void floatsThatFitNoSamplesAreRefused() {
        assertThat(answers(new Spool(ROW, 1).weights(100, 1, 2, 1, 2, 3)))
                .containsExactly(
                        refused(
                                0,
                                RefusalCode.REFUSAL_CODE_WRONG_SHAPE,
                                "weight record 0 holds 3 floats for 2 samples of 0 plates: send one"
                                        + " float a plate and sample, NaN where a reading is"
                                        + " missing"));
    }

    @Test
    void aRowKeepsItsPlates() {
        assertThat(answers(new Spool(ROW, 1).weights(100, 1, 2, 1, 2, 3, 4).weights(200, 1, 1, 1)))
                .containsExactly(
                        refused(
                                2,
                                RefusalCode.REFUSAL_CODE_WRONG_SHAPE,
                                "weight record 2 holds 1 floats for 1 samples of 2 plates: send one"
                                        + " float a plate and sample, NaN where a reading is"
                                        + " missing"));
    }

    @Test
    void aBatchWithoutFloatsIsRefused() {
        assertThat(answers(new Spool(ROW, 1).weights(100, 1, 1))).hasSize(1);
    }

    @Test
    void posesAreRefused() {
        assertThat(answers(new Spool(ROW, 1).pose(100)))
                .containsExactly(
                        refused(
                                0,
                                RefusalCode.REFUSAL_CODE_WRONG_KIND,
                                "record 0 holds POSE, but a shelf sends weights and marks"));
    }

    // When an anchor is due.

    @Test
    void whoHasTakenNothingWritesNoAnchor() {
        assertThat(empty().anchorIsDue()).isFalse();
    }

    @Test
    void theFirstRecordIsAnchoredAtOnce() {
        assertThat(after(new Spool(ROW, 1).begin(100)).anchorIsDue()).isTrue();
    }

    @Test
    void anAnchorIsNotWrittenTwice() {
        var shelf = after(new Spool(ROW, 1).begin(100));
        shelf.anchor();
        assertThat(shelf.anchorIsDue()).isFalse();
    }

    @Test
    void aQuietRowIsAnchoredAfterTheShorterTime() {
        var row = new ShelfRow(1);
        row.run(1);
        var shelf = after(row.spool());
        shelf.anchor();
        row.run(ShelfRow.QUIET - 0.3);
        boolean before = after(shelf, row.spool(), 0).anchorIsDue();
        row.run(0.4);
        boolean then = after(shelf, row.spool(), 0).anchorIsDue();
        assertThat(List.of(before, then)).containsExactly(false, true);
    }

    @Test
    void aRowWithSomethingUndecidedIsAnchoredAfterTheLongerTime() {
        var row = new ShelfRow(1);
        row.run(3);
        var shelf = after(row.spool());
        shelf.anchor();
        row.put(2, -300);
        row.run(ShelfRow.AT_MOST - 0.3);
        boolean before = after(shelf, row.spool(), 0).anchorIsDue();
        row.run(0.4);
        boolean then = after(shelf, row.spool(), 0).anchorIsDue();
        assertThat(List.of(before, then)).containsExactly(false, true);
    }

    @Test
    void theLastWordIsAnchoredAtOnce() {
        var spool = new Spool(ROW, 1).begin(100);
        var shelf = after(spool);
        shelf.anchor();
        assertThat(after(shelf, spool.end(200), 0).anchorIsDue()).isTrue();
    }
}
