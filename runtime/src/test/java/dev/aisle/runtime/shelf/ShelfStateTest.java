package dev.aisle.runtime.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.ShelfEvent;
import dev.aisle.protocols.shelf.ShelfEvent.Anchored;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShelfStateTest {

    private static Anchored anchor(long boot, long nextSeq) {
        return new Anchored(
                boot,
                nextSeq,
                new EventTime(nextSeq),
                0,
                Optional.empty(),
                List.of(),
                List.of(),
                EventTime.BEGINNING,
                false);
    }

    private static ShelfState with(Anchored anchor) {
        return new ShelfState(0, Optional.of(anchor));
    }

    static Stream<Arguments> anchors() {
        return Stream.of(
                arguments(anchor(1, 10), anchor(1, 11), anchor(1, 11)),
                arguments(anchor(1, 10), anchor(1, 9), anchor(1, 10)),
                arguments(anchor(1, 10), anchor(2, 1), anchor(2, 1)),
                arguments(anchor(2, 1), anchor(1, 10), anchor(2, 1)));
    }

    @ParameterizedTest
    @MethodSource("anchors")
    void theAnchorThatReachesFurtherCountsWhoeverWroteIt(
            Anchored known, Anchored next, Anchored counts) {
        assertThat(with(known).evolve(next)).isEqualTo(with(counts));
    }

    @Test
    void theFirstAnchorCounts() {
        assertThat(ShelfState.EMPTY.evolve(anchor(1, 1))).isEqualTo(with(anchor(1, 1)));
    }

    @Test
    void theHighestEpochCounts() {
        assertThat(
                        ShelfState.EMPTY
                                .evolve(new ShelfEvent.Started(3))
                                .evolve(new ShelfEvent.Started(2)))
                .isEqualTo(new ShelfState(3, Optional.empty()));
    }
}
