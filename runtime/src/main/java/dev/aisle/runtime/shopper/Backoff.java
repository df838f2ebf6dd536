package dev.aisle.runtime.shopper;

import java.time.Duration;

/// Waits that double from `min`, above 0, to `max`.
public record Backoff(Duration min, Duration max) {

    public Backoff {
        if (!min.isPositive() || max.compareTo(min) < 0) {
            throw new IllegalArgumentException("backoff from " + min + " to " + max);
        }
    }

    Duration after(Duration last) {
        var doubled = last.multipliedBy(2);
        return doubled.compareTo(min) < 0 ? min : doubled.compareTo(max) > 0 ? max : doubled;
    }
}
