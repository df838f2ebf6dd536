package dev.aisle.ops.demo;

import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.protocols.kernel.StoreId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The synthetic store's process: it knows addresses and a token, and speaks gRPC alone.
final class StoreProcess implements AutoCloseable {

    private static final long PARTING_SECONDS = 10;

    private final Process process;
    private final Path log;

    StoreProcess(LocalCluster cluster, StoreId store, long seed, Path truth, String heap)
            throws IOException {
        var settings = cluster.settings();
        var access = cluster.access();
        log = settings.data().resolve("synthetic.log");
        var builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx" + heap,
                                "-XX:+UseCompactObjectHeaders",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.aisle.ops.Aisle",
                                "synthetic",
                                "--seed",
                                String.valueOf(seed),
                                "--store",
                                store.value(),
                                "--node",
                                String.join(",", access.grpcTargets()),
                                "--truth",
                                truth.toString()));
        builder.environment().put("AISLE_TOKEN", access.gatewayToken(store.value()));
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    void failIfItFailed() throws ClusterException {
        if (hasEnded() && process.exitValue() != 0) {
            throw new ClusterException(
                    "the synthetic store ended with " + process.exitValue() + ": " + lastLine(),
                    "see " + log);
        }
    }

    private String lastLine() {
        try {
            var lines = Files.readAllLines(log);
            return lines.isEmpty() ? "it said nothing" : lines.getLast();
        } catch (IOException unreadable) {
            return "its log can't be read";
        }
    }

    /// The wall clock, µs since 1970.
    long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, InstantSource.system().instant());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, PARTING_SECONDS, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
