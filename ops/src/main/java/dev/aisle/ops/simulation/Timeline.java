package dev.aisle.ops.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/// Simulated time, in microseconds, and what is to happen when. What is due at once happens in the
/// order in which it was said.
final class Timeline {

    private record Due(long at, long number, Runnable what) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private long now;
    private long count;

    long now() {
        return now;
    }

    void at(long when, Runnable what) {
        due.add(new Due(Math.max(now, when), count++, what));
    }

    void after(long micros, Runnable what) {
        at(now + micros, what);
    }

    /// Lets the next thing happen; false where nothing is due.
    boolean next() {
        var next = due.poll();
        if (next == null) {
            return false;
        }
        now = next.at();
        next.what().run();
        return true;
    }
}
