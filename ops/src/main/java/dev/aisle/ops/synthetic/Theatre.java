package dev.aisle.ops.synthetic;

import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.gateway.GatewayReport;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Runs several synthetic stores side by side, each on a thread of its own, and tells how far they
/// are. Ctrl-C ends them all in order.
final class Theatre implements AutoCloseable {

    private static final Duration TELLING = Duration.ofSeconds(5);
    private static final Duration CURTAIN = Duration.ofSeconds(5);

    private final List<SyntheticRun> runs;
    private final Duration duration;
    private final Consumer<String> progress;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().name("aisle-synthetic-", 0).factory());
    private volatile boolean ending;
    private final Thread onInterrupt = Thread.ofPlatform().unstarted(this::end);

    Theatre(List<SyntheticRun> runs, Duration duration, Consumer<String> progress) {
        this.runs = List.copyOf(runs);
        this.duration = duration;
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    /// Until all of them are connected.
    void connect() throws ClusterException, InterruptedException {
        for (var run : runs) {
            run.connect();
        }
    }

    /// Until all of them are heard to the end, or are stopped.
    ///
    /// @return false where they were stopped
    boolean play(EventTime begin, boolean realTime) throws ClusterException, InterruptedException {
        long started = System.nanoTime();
        var playing = new ArrayList<Future<GatewayReport>>();
        runs.forEach(run -> playing.add(threads.submit(() -> run.play(begin, realTime))));
        long dropped = 0;
        for (var each : playing) {
            var report = await(each, started);
            if (report.isEmpty()) {
                return false;
            }
            dropped += report.get().total().dropped();
        }
        long said = runs.stream().mapToLong(SyntheticRun::said).sum();
        progress.accept(
                String.format(
                        Locale.ROOT,
                        "done: %,d records said and taken, %,d dropped",
                        said - dropped,
                        dropped));
        return true;
    }

    /// Absent where it was stopped.
    private Optional<GatewayReport> await(Future<GatewayReport> playing, long started)
            throws ClusterException, InterruptedException {
        while (true) {
            try {
                return Optional.of(playing.get(TELLING.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException goesOn) {
                tell(Duration.ofNanos(System.nanoTime() - started));
            } catch (ExecutionException failed) {
                if (ending) {
                    return Optional.empty();
                }
                if (failed.getCause() instanceof ClusterException known) {
                    throw known;
                }
                throw new IllegalStateException("a synthetic store failed", failed);
            }
        }
    }

    private void tell(Duration since) {
        long said = runs.stream().mapToLong(SyntheticRun::said).sum();
        long behind = runs.stream().mapToLong(run -> run.behind().toMillis()).max().orElse(0);
        progress.accept(
                String.format(
                        Locale.ROOT,
                        "%d s of %d s, %,d records said, %d ms behind",
                        since.toSeconds(),
                        duration.toSeconds(),
                        said,
                        behind));
    }

    private void end() {
        ending = true;
        threads.shutdownNow();
        try {
            var _ = threads.awaitTermination(CURTAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        runs.forEach(SyntheticRun::close);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException alreadyEnding) {
            // The hook is what ends the stores now.
            return;
        }
        end();
    }
}
