package dev.aisle.ops.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waits that double, less up to a half by chance, so that gateways do not come all at once.
final class Backoff {

    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private Duration wait;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
        this.wait = first;
    }

    Duration next() {
        long nanos = wait.toNanos();
        var doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(most) > 0 ? most : doubled;
        return Duration.ofNanos(nanos - (long) (nanos / 2.0 * random.nextDouble()));
    }

    void reset() {
        wait = first;
    }
}
