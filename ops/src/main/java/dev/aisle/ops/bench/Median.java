package dev.aisle.ops.bench;

import java.util.List;

/// The middle of several rounds: one that was disturbed does not move it.
final class Median {

    private Median() {}

    /// Of an even number, the mean of the two in the middle.
    ///
    /// @throws IllegalArgumentException where there is none
    static double of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
