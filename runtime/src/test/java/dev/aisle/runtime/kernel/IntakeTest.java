package dev.aisle.runtime.kernel;

import static dev.aisle.runtime.kernel.Intake.Verdict.IMPOSSIBLE_TIME;
import static dev.aisle.runtime.kernel.Intake.Verdict.OLD_BOOT;
import static dev.aisle.runtime.kernel.Intake.Verdict.RESTART;
import static dev.aisle.runtime.kernel.Intake.Verdict.REWIND;
import static dev.aisle.runtime.kernel.Intake.Verdict.SEEN;
import static dev.aisle.runtime.kernel.Intake.Verdict.TAKE;
import static dev.aisle.runtime.kernel.Intake.Verdict.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aisle.protocols.kernel.EventTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IntakeTest {

    /// Has taken record 9 of boot 2, at 100.
    private static final Intake GOING = Intake.after(2, 10, new EventTime(100));

    private static Heading record(long boot, long seq, int count, long first, long oldestHeld) {
        return new Heading(
                boot,
                seq,
                count,
                Optional.of(new EventTime(first - 1)),
                new EventTime(first),
                new EventTime(first + count - 1),
                oldestHeld);
    }

    static Stream<Arguments> table() {
        var rewinding = GOING.rewound();
        var emptied = GOING.emptied();
        return Stream.of(
                arguments("of an older boot", GOING, record(1, 10, 1, 101, 0), OLD_BOOT),
                arguments("taken before", GOING, record(2, 9, 1, 100, 0), SEEN),
                arguments("a batch taken before", GOING, record(2, 7, 3, 98, 0), SEEN),
                arguments("the next", GOING, record(2, 10, 1, 101, 0), TAKE),
                arguments("the next, while rewinding", rewinding, record(2, 10, 1, 101, 0), TAKE),
                arguments("the next, in a batch", GOING, record(2, 8, 4, 99, 0), TAKE),
                arguments("the next, too early", GOING, record(2, 10, 1, 100, 0), IMPOSSIBLE_TIME),
                arguments("a batch too early", GOING, record(2, 8, 4, 97, 0), IMPOSSIBLE_TIME),
                arguments("behind a hole", GOING, record(2, 11, 1, 101, 10), REWIND),
                arguments("behind a hole again", rewinding, record(2, 11, 1, 101, 10), WAIT),
                arguments("the hole is lost", GOING, record(2, 11, 1, 101, 11), RESTART),
                arguments("the hole ends in it", GOING, record(2, 11, 3, 101, 12), RESTART),
                arguments("behind what is held", GOING, record(2, 12, 1, 101, 11), REWIND),
                arguments("lost, too early", GOING, record(2, 11, 1, 100, 11), IMPOSSIBLE_TIME),
                arguments("a newer boot", GOING, record(3, 0, 1, 101, 0), RESTART),
                arguments(
                        "a newer boot, too early", GOING, record(3, 0, 1, 100, 0), IMPOSSIBLE_TIME),
                arguments("a newer boot's oldest", GOING, record(3, 5, 1, 101, 5), RESTART),
                arguments("a newer boot's later", GOING, record(3, 5, 1, 101, 4), REWIND),
                arguments("the very first", Intake.EMPTY, record(1, 0, 1, 1, 0), RESTART),
                arguments("the oldest held", Intake.EMPTY, record(1, 7, 1, 1, 7), RESTART),
                arguments("the oldest held is in it", Intake.EMPTY, record(1, 6, 3, 1, 8), RESTART),
                arguments("not the oldest held", Intake.EMPTY, record(1, 7, 1, 1, 6), REWIND),
                arguments("before the oldest held", Intake.EMPTY, record(1, 5, 1, 1, 6), REWIND),
                arguments("emptied: an older boot", emptied, record(1, 0, 1, 101, 0), OLD_BOOT),
                arguments("emptied: earlier again", emptied, record(2, 4, 1, 50, 4), RESTART));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("table")
    void judgesByTheTable(String name, Intake intake, Heading record, Intake.Verdict verdict) {
        assertThat(intake.judge(record)).as(name).isEqualTo(verdict);
    }

    @Test
    void countsWhatABatchRepeats() {
        assertThat(GOING.skipped(record(2, 8, 4, 99, 0))).isEqualTo(2);
    }

    @Test
    void aNewerBootRepeatsNothing() {
        assertThat(GOING.skipped(record(3, 0, 4, 101, 0))).isZero();
    }

    @Test
    void whatIsTakenMovesItOnAndEndsTheRewind() {
        assertThat(GOING.rewound().taken(record(2, 8, 4, 99, 0)))
                .isEqualTo(Intake.after(2, 12, new EventTime(102)));
    }

    @Test
    void aRewindMayBeAskedForAgainOncePatienceIsOver() {
        var behindAHole = record(2, 11, 1, 101, 10);
        assertThat(GOING.rewound().impatient().judge(behindAHole)).isEqualTo(REWIND);
    }
}
