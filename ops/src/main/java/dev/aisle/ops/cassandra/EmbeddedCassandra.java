package dev.aisle.ops.cassandra;

import dev.aisle.ops.cassandra.StartProblem.Died;
import dev.aisle.ops.cassandra.StartProblem.FolderNotWritable;
import dev.aisle.ops.cassandra.StartProblem.NoAnswer;
import dev.aisle.ops.cassandra.StartProblem.NoJvm;
import dev.aisle.ops.cassandra.StartProblem.OrphanStays;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A running Cassandra of one node on 127.0.0.1, in a process of its own, which ends with the
/// process that started it. For development and tests.
///
/// ```java
/// try (var cassandra = EmbeddedCassandra.start(settings, progress)) { ... }
/// ```
public final class EmbeddedCassandra implements AutoCloseable {
    /// The data centre that Cassandra's `SimpleSnitch` names.
    public static final String DATACENTER = "datacenter1";

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private final EmbeddedCassandraSettings settings;
    private final WorkFolder folder;
    private final FolderLock lock;
    private final Process process;
    private final int port;

    private EmbeddedCassandra(
            EmbeddedCassandraSettings settings,
            WorkFolder folder,
            FolderLock lock,
            Process process,
            int port) {
        this.settings = settings;
        this.folder = folder;
        this.lock = lock;
        this.process = process;
        this.port = port;
    }

    /// Returns once CQL is answered. A Cassandra that a crashed `aisle` left behind on the folder
    /// is named to `progress` and stopped first.
    ///
    /// @param progress gets sentences for a person
    /// @throws CassandraStartException with the problem; then nothing is left running
    public static EmbeddedCassandra start(
            EmbeddedCassandraSettings settings, Consumer<String> progress)
            throws CassandraStartException, InterruptedException {
        return start(settings, progress, ProcessHandle.current().pid());
    }

    static EmbeddedCassandra start(
            EmbeddedCassandraSettings settings, Consumer<String> progress, long parent)
            throws CassandraStartException, InterruptedException {
        var folder = WorkFolder.prepare(settings);
        var command = ServerCommand.of(settings, folder, parent);
        var lock = FolderLock.take(folder, settings.dataFolder());
        try {
            stopOrphan(settings, folder, progress);
            var ports = Ports.choose(settings.nativePort());
            folder.write(ports);
            var log = LogTail.from(folder);
            var process = launch(settings, folder, command);
            var cassandra = new EmbeddedCassandra(settings, folder, lock, process, ports.cql());
            cassandra.awaitStart(log, progress);
            return cassandra;
        } catch (IOException e) {
            lock.close();
            throw new CassandraStartException(
                    new FolderNotWritable(settings.dataFolder(), WorkFolder.reason(e)));
        } catch (CassandraStartException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Where CQL is answered.
    public InetSocketAddress address() {
        try {
            return Ports.loopback(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /// Cassandra's own log.
    public Path log() {
        return folder.serverLog();
    }

    /// Completes with the exit code when the process ends, for whatever reason.
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /// At once. It has to be closed all the same.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// Stops it in order, or by force after the time-out, and gives the folder free.
    @Override
    public void close() {
        try {
            stop(process.toHandle(), settings.stopTimeout());
            ChildRecord.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.close();
        }
    }

    private static Process launch(
            EmbeddedCassandraSettings settings, WorkFolder folder, List<String> command)
            throws CassandraStartException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.root().toFile())
                    .redirectInput(nothing())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.consoleLog().toFile())
                    .start();
        } catch (IOException e) {
            throw new CassandraStartException(
                    new NoJvm(ServerCommand.java(settings), WorkFolder.reason(e)));
        }
    }

    private static ProcessBuilder.Redirect nothing() {
        var windows = File.separatorChar == '\\';
        return ProcessBuilder.Redirect.from(new File(windows ? "NUL" : "/dev/null"));
    }

    private void awaitStart(LogTail log, Consumer<String> progress)
            throws CassandraStartException, IOException, InterruptedException {
        var answered = false;
        try {
            ChildRecord.of(process.toHandle(), ServerCommand.java(settings), port).write(folder);
            progress.accept("Cassandra starts (pid " + pid() + ", log " + folder.serverLog() + ")");
            var began = System.nanoTime();
            awaitCql(began, log);
            answered = true;
            progress.accept(
                    "Cassandra answers CQL on 127.0.0.1:"
                            + port
                            + " after "
                            + Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0
                            + " s");
        } finally {
            if (!answered) {
                process.destroyForcibly().onExit().join();
                ChildRecord.delete(folder);
            }
        }
    }

    private void awaitCql(long began, LogTail log)
            throws CassandraStartException, IOException, InterruptedException {
        while (!CqlHandshake.answers(port)) {
            if (process.waitFor(POLL)) {
                throw new CassandraStartException(
                        new Died(process.exitValue(), folder.serverLog(), log.lines()));
            }
            if (System.nanoTime() - began > settings.startTimeout().toNanos()) {
                throw new CassandraStartException(
                        new NoAnswer(
                                port, settings.startTimeout(), folder.serverLog(), log.lines()));
            }
        }
    }

    private static void stopOrphan(
            EmbeddedCassandraSettings settings, WorkFolder folder, Consumer<String> progress)
            throws CassandraStartException, IOException {
        var orphan = ChildRecord.read(folder);
        var alive = orphan.flatMap(ChildRecord::alive);
        if (orphan.isPresent() && alive.isPresent()) {
            progress.accept(
                    "Cassandra with pid "
                            + orphan.get().pid()
                            + ", left behind on "
                            + settings.dataFolder()
                            + " by an earlier aisle, is stopped first");
            if (!stop(alive.get(), settings.stopTimeout())) {
                throw new CassandraStartException(
                        new OrphanStays(settings.dataFolder(), alive.get().pid()));
            }
        }
        ChildRecord.delete(folder);
    }

    /// Asks, waits, kills. False where the process lives on. A thread that was interrupted waits
    /// too: it would leave a process behind.
    private static boolean stop(ProcessHandle process, Duration timeout) {
        process.destroy();
        if (!ended(process, timeout)) {
            process.destroyForcibly();
            return ended(process, KILL_TIMEOUT);
        }
        return true;
    }

    private static boolean ended(ProcessHandle process, Duration timeout) {
        process.onExit()
                .completeOnTimeout(process, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return !process.isAlive();
    }
}
