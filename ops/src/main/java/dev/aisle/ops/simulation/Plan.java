package dev.aisle.ops.simulation;

import java.util.List;
import java.util.Optional;

/// What an entity does about a message: at most one event, and words that wait for its
/// confirmation.
record Plan<E>(Optional<E> event, List<Runnable> words) {

    Plan {
        words = List.copyOf(words);
    }

    static <E> Plan<E> nothing() {
        return new Plan<>(Optional.empty(), List.of());
    }

    static <E> Plan<E> say(Runnable... words) {
        return new Plan<>(Optional.empty(), List.of(words));
    }

    static <E> Plan<E> write(E event, Runnable... words) {
        return new Plan<>(Optional.of(event), List.of(words));
    }
}
