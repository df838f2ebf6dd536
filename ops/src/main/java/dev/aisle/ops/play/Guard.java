package dev.aisle.ops.play;

import dev.aisle.ops.cluster.ClusterException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Work with a cluster that may fail meanwhile: then the work is given up, whatever it waits for,
/// and the cluster's failure is what is told.
public final class Guard {

    /// What fails for want of a child may be faster than the news of the child's end.
    private static final Duration NEWS = Duration.ofSeconds(1);

    /// Work that does not end when interrupted is left to the end of the process.
    private static final Duration PARTING = Duration.ofSeconds(2);

    private Guard() {}

    /// @param failure of the cluster; completes only if it fails
    static <T> T during(CompletableFuture<ClusterException> failure, Callable<T> work)
            throws Exception {
        return during(failure, PARTING, work);
    }

    /// @param failure of the cluster; completes only if it fails
    /// @param parting how long to wait for work that was interrupted
    public static <T> T during(
            CompletableFuture<ClusterException> failure, Duration parting, Callable<T> work)
            throws Exception {
        var outcome = new CompletableFuture<T>();
        var worker =
                Thread.ofPlatform()
                        .daemon()
                        .name("aisle-work")
                        .start(() -> {
                            try {
                                outcome.complete(work.call());
                            } catch (Throwable failed) {
                                outcome.completeExceptionally(failed);
                            }
                        });
        try {
            CompletableFuture.anyOf(outcome, failure).get();
            if (failure.isDone() && !outcome.isDone()) {
                throw failure.join();
            }
            return outcome.get();
        } catch (ExecutionException failed) {
            throw cause(failure, failed);
        } finally {
            worker.interrupt();
            worker.join(parting);
        }
    }

    private static Exception cause(
            CompletableFuture<ClusterException> failure, ExecutionException failed)
            throws InterruptedException {
        try {
            return failure.get(NEWS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException ofItself) {
            return failed.getCause() instanceof Exception own ? own : failed;
        }
    }
}
