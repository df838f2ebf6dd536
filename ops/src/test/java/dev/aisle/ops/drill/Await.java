package dev.aisle.ops.drill;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Looks again and again, for a while.
public final class Await {

    /// Short, where a moment must not be missed.
    public static final Duration CLOSELY = Duration.ofMillis(15);

    public static final Duration NOW_AND_THEN = Duration.ofMillis(150);

    /// What is looked for; empty as long as it is not there.
    public interface Look<T> {
        Optional<T> look() throws Exception;
    }

    private Await() {}

    /// @param pause between two looks
    /// @throws AssertionError where it does not come true in time
    public static <T> T until(String what, Duration patience, Duration pause, Look<T> look)
            throws Exception {
        var found = within(patience, pause, look);
        return found.orElseThrow(
                () -> new AssertionError("within " + patience + " it did not happen: " + what));
    }

    /// The same where it need not come true.
    public static <T> Optional<T> within(Duration patience, Duration pause, Look<T> look)
            throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var found = look.look();
            if (found.isPresent() || System.nanoTime() > deadline) {
                return found;
            }
            pause(pause);
        }
    }

    private static void pause(Duration time) {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
