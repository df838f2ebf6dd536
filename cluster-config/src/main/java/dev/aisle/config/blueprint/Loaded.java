package dev.aisle.config.blueprint;

import dev.aisle.protocols.store.Blueprint;
import java.util.List;

/// What came of loading a blueprint: all of it or nothing.
public sealed interface Loaded {

    record Sound(Blueprint blueprint) implements Loaded {}

    /// Refused, with every fault that was found, at least one.
    record Faulty(List<Fault> faults) implements Loaded {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
