package dev.aisle.ops.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Starts nodes again that end unasked, at their old addresses, until one has ended too often: then
/// the cluster has failed. All of it happens on one thread.
final class Revival implements AutoCloseable {

    /// The exit code of a node whose configuration is wrong: it would end again.
    private static final int CONFIGURATION = 78;

    /// Starts a node by its name, and has it watched.
    interface Starter {
        ChildProcess start(String name) throws IOException, ClusterException;
    }

    private final RestartSettings settings;
    private final Watch watch;
    private final Starter starter;
    private final Consumer<String> progress;
    private final Map<String, Crashes> crashes = new HashMap<>();
    private volatile boolean begun;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("aisle-revival").factory());

    /// @param progress told of each end and each start
    Revival(RestartSettings settings, Watch watch, Starter starter, Consumer<String> progress) {
        this.settings = settings;
        this.watch = watch;
        this.starter = starter;
        this.progress = progress;
    }

    /// From now on nodes are started again: until then one that ends has failed to start.
    void begin() {
        begun = true;
    }

    void over(ChildProcess node) {
        var _ =
                node.endedUnasked()
                        .thenAccept(code -> later(Duration.ZERO, () -> ended(node, code)));
    }

    private void later(Duration pause, Runnable task) {
        try {
            var _ = thread.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // What ends now is not started again.
        }
    }

    private void ended(ChildProcess node, int code) {
        if (!begun) {
            watch.ended(node, code, "");
            return;
        }
        var all = crashes.getOrDefault(node.name(), Crashes.NONE).and(System.nanoTime(), settings);
        crashes.put(node.name(), all);
        var pause = code == CONFIGURATION ? Optional.<Duration>empty() : all.pause(settings);
        if (pause.isEmpty()) {
            watch.ended(node, code, often(all));
            return;
        }
        progress.accept(
                String.format(
                        Locale.ROOT,
                        "%s ended with code %d%s, and is started again in %.1f s; see %s",
                        node.name(),
                        code,
                        often(all),
                        pause.get().toMillis() / 1e3,
                        node.log()));
        later(pause.get(), () -> again(node.name()));
    }

    private String often(Crashes all) {
        return all.count() == 1
                ? ""
                : ", the "
                        + all.count()
                        + ". time within "
                        + settings.within().toMinutes()
                        + " min";
    }

    private void again(String name) {
        try {
            var node = starter.start(name);
            progress.accept(name + " is started again, as process " + node.pid());
        } catch (IOException | ClusterException failed) {
            watch.fail(name + " can't be started again (" + failed.getMessage() + ")", Watch.AGAIN);
        }
    }

    /// What ends from now on stays so.
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
