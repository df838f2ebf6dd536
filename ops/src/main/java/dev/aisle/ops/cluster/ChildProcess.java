package dev.aisle.ops.cluster;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A Java process of ours, which knows whether its end was asked for.
public final class ChildProcess {

    private static final int LAST_LINES = 20;
    private static final long MOST_BYTES = 64 * 1024;

    private final String name;
    private final Process process;
    private final Path log;
    private final long logged;
    private volatile boolean asked;

    private ChildProcess(String name, Process process, Path log, long logged) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logged = logged;
    }

    /// @param log is continued
    static ChildProcess start(String name, List<String> command, Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.writeString(log, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        long logged = Files.size(log);
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        process.getOutputStream().close();
        return new ChildProcess(name, process, log, logged);
    }

    /// The `java` that runs us.
    static List<String> java(String heap, List<String> more) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:+UseCompactObjectHeaders");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Xmx" + heap);
        command.addAll(more);
        return command;
    }

    public String name() {
        return name;
    }

    /// What it prints, after what earlier ones of its name have printed.
    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Completes with its exit code when it ends and nobody asked it to.
    CompletableFuture<Integer> endedUnasked() {
        var ended = new CompletableFuture<Integer>();
        var _ =
                process.onExit()
                        .thenAccept(gone -> {
                            if (!asked) {
                                ended.complete(gone.exitValue());
                            }
                        });
        return ended;
    }

    Process process() {
        return process;
    }

    /// At once, as when the machine loses power.
    public void kill() {
        asked = true;
        process.destroyForcibly();
        process.onExit().join();
    }

    /// In order; by force where that takes too long. It waits also on a thread that was
    /// interrupted.
    void stop(Duration patience) {
        asked = true;
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (process.isAlive()) {
            kill();
        }
    }

    /// The last that it printed, of what earlier ones of its name printed nothing.
    String lastLines() {
        try (var file = Files.newByteChannel(log)) {
            file.position(Math.max(logged, file.size() - MOST_BYTES));
            var lines =
                    new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(" + log + " can't be read)";
        }
    }
}
