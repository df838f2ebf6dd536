package dev.aisle.ops.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Rows of an entity, and its epoch. Two incarnations may write rows of the same number; a replay
/// takes all rows in the order of their numbers, those behind a snapshot where there is one, and
/// stops at the first row of the highest number: as the journal of a node does.
final class Journal<E, S> {

    record Row<E>(long number, long tie, E event) {}

    /// What a replay finds.
    record Found<S>(S state, long number) {}

    private final S empty;
    private final BiFunction<S, E, S> evolve;
    private final List<Row<E>> rows = new ArrayList<>();
    private Optional<Found<S>> snapshot = Optional.empty();
    private long epoch;

    Journal(S empty, BiFunction<S, E, S> evolve) {
        this.empty = empty;
        this.evolve = evolve;
    }

    long raise() {
        return ++epoch;
    }

    long epoch() {
        return epoch;
    }

    void append(long number, long tie, E event) {
        rows.add(new Row<>(number, tie, event));
        rows.sort(Comparator.<Row<E>>comparingLong(Row::number).thenComparingLong(Row::tie));
    }

    void snapshot(long number, S state) {
        if (snapshot.filter(known -> known.number() >= number).isEmpty()) {
            snapshot = Optional.of(new Found<>(state, number));
        }
    }

    Found<S> replay() {
        var state = snapshot.map(Found::state).orElse(empty);
        long behind = snapshot.map(Found::number).orElse(0L);
        long number = behind;
        long highest = rows.isEmpty() ? 0 : rows.getLast().number();
        for (var row : rows) {
            boolean again = row.number() == number && number == highest;
            if (row.number() > behind && !again) {
                state = evolve.apply(state, row.event());
                number = row.number();
            }
        }
        return new Found<>(state, number);
    }

    List<E> events() {
        return rows.stream().map(Row::event).toList();
    }
}
