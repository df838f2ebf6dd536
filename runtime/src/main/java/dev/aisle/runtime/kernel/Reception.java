package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// A device that took what it could of a bundle, and what is to be answered besides the
/// acknowledgement.
///
/// @param blocked a record lay beyond the horizon and was not taken
/// @param empty one for each gap that was taken though its time does not rise: it covers nothing
public record Reception<D extends Device<D>>(
        D device, List<Answer> answers, boolean blocked, List<Gap> empty) {

    public Reception {
        answers = List.copyOf(answers);
        empty = List.copyOf(empty);
    }

    /// What a gateway is told.
    public sealed interface Answer {
        /// Absent: to the oldest record that it holds.
        record Rewind(long boot, OptionalLong to) implements Answer {}

        record Refused(long boot, long seq, Refusal refusal) implements Answer {}
    }

    /// Takes a bundle, record by record.
    ///
    /// @param horizon beyond it nothing is taken: the gateway is slowed down
    public static <D extends Device<D>> Reception<D> of(D device, Bundle bundle, Horizon horizon) {
        var answers = new ArrayList<Answer>();
        var empty = new ArrayList<Gap>();
        var headings = Heading.of(bundle);
        for (int i = 0; i < headings.size(); i++) {
            var heading = headings.get(i);
            var record = bundle.getRecords(i);
            var intake = device.intake();
            switch (intake.judge(heading)) {
                case SEEN, WAIT -> {}
                case OLD_BOOT -> {
                    answers.add(refused(heading, superseded(bundle, intake)));
                    return new Reception<>(device, answers, false, empty);
                }
                case REWIND -> {
                    answers.add(new Answer.Rewind(heading.boot(), wanted(intake, heading)));
                    device = device.with(intake.rewound());
                }
                case IMPOSSIBLE_TIME -> {
                    var refusal = impossible(device, heading, record);
                    if (refusal.isPresent()) {
                        answers.add(refused(heading, refusal.get()));
                        return new Reception<>(device, answers, false, empty);
                    }
                    empty.add(new Gap(intake.at(), intake.at(), GapReason.GAP_REASON_CLOCK));
                    device = device.with(intake.passed(heading));
                }
                case TAKE, RESTART -> {
                    var refusal = first(shape(heading, record), device.refusal(heading, record));
                    if (refusal.isPresent()) {
                        answers.add(refused(heading, refusal.get()));
                        return new Reception<>(device, answers, false, empty);
                    }
                    if (!horizon.allows(intake, heading)) {
                        return new Reception<>(device, answers, true, empty);
                    }
                    boolean restart = intake.judge(heading) == Intake.Verdict.RESTART;
                    int skip = restart ? 0 : intake.skipped(heading);
                    var ready = restart ? device.restart(heading) : device;
                    device = ready.take(heading, record, skip).with(intake.taken(heading));
                }
            }
        }
        return new Reception<>(device, answers, false, empty);
    }

    private static OptionalLong wanted(Intake intake, Heading heading) {
        return intake.started() && intake.boot() == heading.boot()
                ? OptionalLong.of(intake.next())
                : OptionalLong.empty();
    }

    private static Answer refused(Heading heading, Refusal refusal) {
        return new Answer.Refused(heading.boot(), heading.seq(), refusal);
    }

    /// Where time does not rise a gap alone is taken: whatever else is refused gives way to one, so
    /// that a device whose clock was set back speaks again once time has risen.
    private static <D extends Device<D>> Optional<Refusal> impossible(
            D device, Heading heading, Record record) {
        if (record.hasGap()) {
            return first(shape(heading, record), device.refusal(heading, record));
        }
        return Optional.of(
                new Refusal(
                        RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                        String.format(
                                Locale.ROOT,
                                "record %d is of %s, the one before it of %s: event time must rise",
                                heading.seq(),
                                heading.first(),
                                device.intake().at())));
    }

    private static Refusal superseded(Bundle bundle, Intake intake) {
        return new Refusal(
                RefusalCode.REFUSAL_CODE_SUPERSEDED,
                String.format(
                        Locale.ROOT,
                        "device %s is known by boot %d, so boot %d is over: take a boot above %d",
                        bundle.getDevice(),
                        intake.boot(),
                        bundle.getBoot(),
                        intake.boot()));
    }

    private static Optional<Refusal> shape(Heading heading, Record record) {
        if (heading.seq() == 0 && heading.boot() > 1 && !record.hasGap()) {
            return Optional.of(
                    new Refusal(
                            RefusalCode.REFUSAL_CODE_INVALID,
                            String.format(
                                    Locale.ROOT,
                                    "record 0 of boot %d must be a Gap: the count before it was lost",
                                    heading.boot())));
        }
        if (heading.seq() == 0 && heading.previous().isPresent()) {
            return Optional.of(
                    new Refusal(
                            RefusalCode.REFUSAL_CODE_INVALID,
                            "nothing comes before record 0: leave previous_time_us out"));
        }
        if (heading.seq() > 0 && heading.previous().isEmpty()) {
            return Optional.of(
                    new Refusal(
                            RefusalCode.REFUSAL_CODE_INVALID,
                            String.format(
                                    Locale.ROOT,
                                    "name the event time of record %d in previous_time_us",
                                    heading.seq() - 1)));
        }
        return Optional.empty();
    }

    private static Optional<Refusal> first(Optional<Refusal> one, Optional<Refusal> other) {
        return one.isPresent() ? one : other;
    }
}
