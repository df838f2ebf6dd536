package dev.aisle.ops.up;

import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Starts `aisle up --foreground` as a process that outlives this one, and a terminal's Ctrl-C.
record Background(Path data, Consumer<String> progress) {

    private static final String PREFIX = "aisle: ";
    private static final long POLL_MILLIS = 200;

    /// Returns once all nodes are ready; where it is interrupted before, nothing stays.
    void start(int nodes, Optional<String> journal) throws Exception {
        Files.createDirectories(data);
        var log = data.resolve("up.log");
        Files.deleteIfExists(log);
        var process =
                new ProcessBuilder(command(nodes, journal))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        process.getOutputStream().close();
        try {
            awaitReady(process, log);
        } catch (InterruptedException interrupted) {
            process.destroy();
            process.onExit().join();
            throw interrupted;
        }
    }

    private void awaitReady(Process process, Path log)
            throws IOException, ClusterException, InterruptedException {
        int told = 0;
        while (true) {
            boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            var lines = lines(log);
            for (var line : lines.subList(told, lines.size())) {
                if (line.startsWith(PREFIX) && !ended) {
                    progress.accept(line.substring(PREFIX.length()));
                }
            }
            told = lines.size();
            if (lines.stream().anyMatch(line -> line.equals(PREFIX + "ready"))) {
                return;
            }
            if (ended) {
                throw new ClusterException(
                        "the cluster could not be started: " + lastWords(lines), "see " + log);
            }
        }
    }

    private static List<String> lines(Path log) throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private static String lastWords(List<String> lines) {
        var words = lines.isEmpty() ? "it said nothing" : lines.getLast();
        return words.startsWith(PREFIX) ? words.substring(PREFIX.length()) : words;
    }

    private List<String> command(int nodes, Optional<String> journal) {
        var command = new ArrayList<String>();
        // Out of the terminal's process group, so that its Ctrl-C does not reach the cluster.
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Xmx256m");
        command.add("-Daisle.home=" + System.getProperty("aisle.home", "."));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("dev.aisle.ops.Aisle", "up", "--foreground", "--quiet"));
        command.addAll(List.of("--data", data.toString(), "--nodes", String.valueOf(nodes)));
        journal.ifPresent(where -> command.addAll(List.of("--journal", where)));
        return command;
    }

    /// What runs on the folder.
    static Optional<Descriptor> running(Path data) throws IOException {
        return Descriptor.read(data).filter(found -> found.owner().process().isPresent());
    }
}
