package dev.aisle.runtime.kernel;

import dev.aisle.protocols.kernel.EventTime;

/// The order in which a device's records are taken (rules 1 and 2): each once, without a hole, the
/// boots one after the other.
///
/// @param boot of the last record taken; 0 where none was
/// @param next the record that is taken next
/// @param at event time of the last record taken
/// @param started false: empty, takes up at the oldest record that the gateway holds
/// @param rewinding a rewind was asked for, and nothing was taken since
public record Intake(long boot, long next, EventTime at, boolean started, boolean rewinding) {

    /// Has taken nothing.
    public static final Intake EMPTY = new Intake(0, 0, EventTime.BEGINNING, false, false);

    /// What to do with a record.
    public enum Verdict {
        /// It is the next, or holds the next in its middle.
        TAKE,
        /// It begins a new count: this is the oldest that its gateway holds.
        RESTART,
        /// Taken before.
        SEEN,
        /// Something before it is missing: ask for it.
        REWIND,
        /// Something before it is missing and was asked for.
        WAIT,
        /// Of a boot that is over.
        OLD_BOOT,
        /// Its time does not rise.
        IMPOSSIBLE_TIME
    }

    /// Goes on after a record that is in the journal.
    public static Intake after(long boot, long next, EventTime at) {
        return new Intake(boot, next, at, true, false);
    }

    /// Whoever still speaks in such a boot is told, and not listened to.
    public boolean isOver(long older) {
        return older < boot;
    }

    /// Reads as a table: the first line that matches is the rule.
    public Verdict judge(Heading record) {
        if (isOver(record.boot())) {
            return Verdict.OLD_BOOT;
        }
        if (!started || record.boot() > boot) {
            boolean oldest =
                    record.seq() <= record.oldestHeld() && record.oldestHeld() < record.next();
            return oldest ? risen(record, Verdict.RESTART) : missing();
        }
        if (record.next() <= next) {
            return Verdict.SEEN;
        }
        if (record.seq() <= next) {
            return risen(record, Verdict.TAKE);
        }
        boolean lost = record.oldestHeld() > next;
        if (lost && record.seq() <= record.oldestHeld()) {
            return risen(record, Verdict.RESTART);
        }
        return missing();
    }

    private Verdict risen(Heading record, Verdict verdict) {
        var known = skipped(record) > 0 ? record.last() : record.first();
        return started && !known.isAfter(at) ? Verdict.IMPOSSIBLE_TIME : verdict;
    }

    private Verdict missing() {
        return rewinding ? Verdict.WAIT : Verdict.REWIND;
    }

    /// How many samples of a record to take were taken before.
    public int skipped(Heading record) {
        return started && record.boot() == boot && record.seq() < next
                ? (int) (next - record.seq())
                : 0;
    }

    public Intake taken(Heading record) {
        return after(record.boot(), record.next(), record.last());
    }

    /// A record is passed whose time does not rise.
    public Intake passed(Heading record) {
        return after(record.boot(), record.next(), at);
    }

    public Intake rewound() {
        return new Intake(boot, next, at, started, true);
    }

    /// Nothing has followed the rewind for long: it may be asked for again.
    public Intake impatient() {
        return new Intake(boot, next, at, started, false);
    }

    /// Forgets the count and takes up again at the oldest record held; time still rises.
    public Intake emptied() {
        return new Intake(boot, 0, EventTime.BEGINNING, false, false);
    }
}
