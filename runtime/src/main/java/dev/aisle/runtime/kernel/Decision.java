package dev.aisle.runtime.kernel;

import java.util.Optional;

/// The outcome of a command: what to write, then what to answer.
public record Decision<E, R>(Optional<E> event, R reply) {

    public static <E, R> Decision<E, R> append(E event, R reply) {
        return new Decision<>(Optional.of(event), reply);
    }

    public static <E, R> Decision<E, R> answer(R reply) {
        return new Decision<>(Optional.empty(), reply);
    }
}
