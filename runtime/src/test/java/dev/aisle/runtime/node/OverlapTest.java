package dev.aisle.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.runtime.node.Overlap.Written;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapTest {

    /// `a` froze after 3; `b` took over with 4; `a` woke and wrote its own 4; `c` followed.
    private static final List<Written> ROWS =
            List.of(
                    new Written(1, "a", true),
                    new Written(2, "a", false),
                    new Written(3, "a", false),
                    new Written(4, "b", true),
                    new Written(4, "a", false),
                    new Written(5, "b", false),
                    new Written(6, "c", true));

    @Test
    void theOneThatWokeFindsTheNumberThatItWroteAgain() {
        assertThat(Overlap.of(ROWS, 4).numbers()).containsExactly(4L);
    }

    @Test
    void theNextThatBeginsFindsItToo() {
        assertThat(Overlap.of(ROWS, 6).numbers()).containsExactly(4L);
    }

    @Test
    void whatWasFoundBeforeIsNotFoundForEver() {
        assertThat(Overlap.of(ROWS, 7).numbers()).isEmpty();
    }

    @Test
    void writersThatFollowEachOtherDoNotOverlap() {
        var inTurn = ROWS.stream().filter(row -> !row.equals(new Written(4, "a", false))).toList();

        assertThat(Overlap.of(inTurn, 6).numbers()).isEmpty();
    }
}
