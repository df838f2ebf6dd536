package dev.aisle.ops.drill;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Looks again and again, for a while.
final class Await {

    private static final Duration STEP = Duration.ofMillis(20);

    private Await() {}

    /// @throws AssertionError where it does not come true in time
    static <T> T until(String what, Duration patience, Callable<Optional<T>> look)
            throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var found = look.call();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("within " + patience + " it did not happen: " + what);
            }
            pause(STEP);
        }
    }

    static void pause(Duration time) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
