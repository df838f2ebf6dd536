package dev.aisle.ops.bench;

import java.util.ArrayList;
import java.util.List;

/// How far the slowest stream of one store lay behind now, over the time of a measurement,
/// milliseconds.
final class Delays {

    /// What a median may rise by without a backlog: of poses 2.2 to 2.4 s late, seen each step.
    private static final double NOISE = 300;

    private final List<Double> seen = new ArrayList<>();

    void add(double millis) {
        seen.add(millis);
    }

    /// The median of the first third.
    double first() {
        return Median.of(seen.subList(0, Math.max(1, seen.size() / 3)));
    }

    /// The median of the last third.
    double last() {
        return Median.of(seen.subList(seen.size() - Math.max(1, seen.size() / 3), seen.size()));
    }

    /// Whether the store keeps up: the delay at the end is what it was at the beginning.
    boolean isSteady() {
        return !seen.isEmpty() && last() - first() <= NOISE;
    }
}
