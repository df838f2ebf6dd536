package dev.aisle.runtime.shelf;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.ShelfEvent.Anchored;
import dev.aisle.runtime.kernel.Device;
import dev.aisle.runtime.kernel.Heading;
import dev.aisle.runtime.kernel.Intake;
import dev.aisle.runtime.kernel.Marks;
import dev.aisle.runtime.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The rules of one row of a gondola (rule 4): folds samples into interactions, from its newest
/// anchor on. What it holds beyond the anchor is lost with it and comes again from the gateway.
public final class Shelf implements Device<Shelf> {

    private final DeviceId id;
    private final ShelfSettings settings;
    private Intake intake;
    private Optional<Detector> detector;
    private int plates;
    private final List<Interaction> undecided;
    private final List<Gap> gaps;
    private EventTime decidedTo;
    private boolean ended;
    private EventTime anchoredAt;
    private EventTime reported;

    private Shelf(DeviceId id, ShelfSettings settings, ShelfState state) {
        this.id = id;
        this.settings = settings;
        var anchor = state.anchor();
        intake =
                anchor.map(each -> Intake.after(each.boot(), each.nextSeq(), each.at()))
                        .orElse(Intake.EMPTY);
        plates = anchor.map(Anchored::plates).orElse(0);
        detector =
                anchor.flatMap(Anchored::detector)
                        .map(each -> Detector.restore(id, plates, settings.detector(), each));
        undecided = new ArrayList<>(anchor.map(Anchored::undecided).orElse(List.of()));
        gaps = new ArrayList<>(anchor.map(Anchored::gaps).orElse(List.of()));
        decidedTo = anchor.map(Anchored::decidedTo).orElse(EventTime.BEGINNING);
        ended = anchor.map(Anchored::ended).orElse(false);
        anchoredAt = anchor.map(Anchored::at).orElse(EventTime.BEGINNING);
        reported = EventTime.BEGINNING;
    }

    /// A shelf as its journal left it.
    public static Shelf from(DeviceId id, ShelfSettings settings, ShelfState state) {
        return new Shelf(id, settings, state);
    }

    @Override
    public Intake intake() {
        return intake;
    }

    @Override
    public Shelf with(Intake next) {
        intake = next;
        return this;
    }

    @Override
    public Optional<Refusal> refusal(Heading heading, Record record) {
        return switch (record.getContentCase()) {
            case WEIGHTS -> shape(heading, record);
            case BEGIN, COVERED, END, GAP -> Marks.refusal(record);
            case POSE, DOOR, TERMINAL, CONTENT_NOT_SET ->
                    Optional.of(Marks.wrongKind(record, "a shelf", "weights"));
        };
    }

    private Optional<Refusal> shape(Heading heading, Record record) {
        int floats = record.getWeights().getGramsCount();
        boolean whole = floats > 0 && floats % heading.count() == 0;
        if (whole && (plates == 0 || floats == plates * heading.count())) {
            return Optional.empty();
        }
        return Optional.of(
                new Refusal(
                        RefusalCode.REFUSAL_CODE_WRONG_SHAPE,
                        String.format(
                                        Locale.ROOT,
                                        "weight record %d holds %d floats for %d samples of %d plates: send one float a",
                                        heading.seq(),
                                        floats,
                                        heading.count(),
                                        plates)
                                + " plate and sample, NaN where a reading is missing"));
    }

    /// What lies between the last record taken and this one was lost.
    @Override
    public Shelf restart(Heading heading) {
        heading.previous()
                .filter(previous -> previous.isAfter(intake.at()))
                .ifPresent(previous ->
                        lack(new Gap(intake.at(), previous, GapReason.GAP_REASON_LOST)));
        return this;
    }

    @Override
    public Shelf take(Heading heading, Record record, int skip) {
        ended = record.hasEnd();
        switch (record.getContentCase()) {
            case WEIGHTS -> weigh(heading, record, skip);
            case GAP -> lack(Marks.gap(record, intake.at()));
            case END -> {
                detector.flatMap(each -> each.end(heading.last())).ifPresent(this::found);
                detector = Optional.empty();
            }
            case BEGIN, COVERED -> {}
            case POSE, DOOR, TERMINAL, CONTENT_NOT_SET ->
                    throw new IllegalStateException("was to be refused: " + record);
        }
        return this;
    }

    private void weigh(Heading heading, Record record, int skip) {
        var batch = record.getWeights();
        int columns = batch.getGramsCount() / heading.count();
        if (detector.isEmpty()) {
            plates = columns;
            detector = Optional.of(Detector.start(id, columns, settings.detector()));
        }
        var grams = new float[batch.getGramsCount()];
        for (int i = 0; i < grams.length; i++) {
            grams[i] = batch.getGrams(i);
        }
        long at = record.getTimeUs();
        for (int sample = 0; sample < heading.count(); sample++) {
            at += sample == 0 ? 0 : Integer.toUnsignedLong(batch.getStepUs(sample - 1));
            if (sample >= skip) {
                detector.get()
                        .accept(
                                heading.boot(),
                                heading.seq() + sample,
                                new EventTime(at),
                                grams,
                                sample * columns)
                        .ifPresent(this::found);
            }
        }
    }

    private void lack(Gap gap) {
        gaps.add(gap);
        detector.flatMap(each -> each.gap(gap.from(), gap.to())).ifPresent(this::found);
    }

    private void found(Interaction interaction) {
        undecided.add(interaction);
    }

    /// How far the shelf covers.
    public EventTime covered() {
        return intake.at();
    }

    /// Whether it has said its last word. When it begins again, other things may lie on its plates.
    public boolean ended() {
        return ended;
    }

    /// What is new since the last report; absent where nothing is.
    public Optional<Report> report() {
        return covered().isAfter(reported) && intake.started()
                ? Optional.of(tell(reported))
                : Optional.empty();
    }

    /// All that the shelf knows after `from` and that is not known to be decided.
    public Optional<Report> reportFrom(EventTime from) {
        return intake.started()
                ? Optional.of(tell(EventTime.min(from, covered())))
                : Optional.empty();
    }

    private Report tell(EventTime from) {
        reported = covered();
        var settled = undecided.stream().filter(each -> each.settled().isAfter(from)).toList();
        var open = detector.flatMap(Detector::openOnset).orElse(EventTime.END);
        return new Report(
                id,
                from,
                covered(),
                new Report.Word(intake.at(), ended),
                gaps.stream().filter(gap -> gap.to().isAfter(from)).toList(),
                new Report.Interactions(settled, open));
    }

    /// What is decided needs not be told again.
    public void progressed(Progress progress) {
        decidedTo = EventTime.max(decidedTo, progress.handledTo());
        undecided.removeIf(each -> !each.settled().isAfter(decidedTo));
        gaps.removeIf(gap -> !gap.to().isAfter(decidedTo));
    }

    /// Whether it is time to write an anchor: rather when quiet, at the latest after the setting,
    /// and at the end.
    public boolean anchorIsDue() {
        if (!intake.started() || !intake.at().isAfter(anchoredAt)) {
            return false;
        }
        boolean quiet = undecided.isEmpty() && detector.map(Detector::isQuiet).orElse(true);
        var due = anchoredAt.plus(quiet ? settings.anchorQuiet() : settings.anchorAtMost());
        return ended || anchoredAt.equals(EventTime.BEGINNING) || !intake.at().isBefore(due);
    }

    /// The whole state.
    public Anchored anchor() {
        anchoredAt = intake.at();
        return new Anchored(
                intake.boot(),
                intake.next(),
                intake.at(),
                plates,
                detector.map(Detector::state),
                undecided,
                gaps,
                decidedTo,
                ended);
    }
}
