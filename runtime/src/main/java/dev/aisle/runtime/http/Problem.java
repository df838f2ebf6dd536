package dev.aisle.runtime.http;

import dev.aisle.config.blueprint.Fault;
import java.util.List;

/// What went wrong, for people and programs.
///
/// @param faults of a blueprint; empty otherwise
record Problem(String problem, String remedy, List<Fault> faults) {

    Problem {
        faults = List.copyOf(faults);
    }

    Problem(String problem, String remedy) {
        this(problem, remedy, List.of());
    }
}
