package dev.aisle.ops.synthetic;

import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.protocols.kernel.StoreId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The process of synthetic stores: it knows addresses and a token, and speaks gRPC alone.
public final class SyntheticProcess implements AutoCloseable {

    private static final long PARTING_SECONDS = 10;

    private final Process process;
    private final Path log;

    /// Starts it.
    ///
    /// @param seed of the first store; each further one has the next
    /// @param truth where it writes what really happens
    /// @param more options of `aisle synthetic`
    public SyntheticProcess(
            LocalCluster cluster,
            List<StoreId> stores,
            long seed,
            Path truth,
            String heap,
            List<String> more)
            throws IOException {
        var settings = cluster.settings();
        var access = cluster.access();
        log = settings.data().resolve("synthetic.log");
        var command =
                new ArrayList<>(
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
                                "--node",
                                String.join(",", access.grpcTargets()),
                                "--truth",
                                truth.toString()));
        stores.forEach(store -> command.addAll(List.of("--store", store.value())));
        command.addAll(more);
        var builder = new ProcessBuilder(command);
        builder.environment()
                .put(
                        "AISLE_TOKEN",
                        access.gatewayToken(
                                stores.stream().map(StoreId::value).toArray(String[]::new)));
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
    }

    public boolean hasEnded() {
        return !process.isAlive();
    }

    /// CPU time that it has used.
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public void failIfItFailed() throws ClusterException {
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
    public long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, InstantSource.system().instant());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, PARTING_SECONDS, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
    }
}
