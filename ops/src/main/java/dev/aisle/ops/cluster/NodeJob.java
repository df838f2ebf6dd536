package dev.aisle.ops.cluster;

import com.typesafe.config.Config;
import dev.aisle.ops.cassandra.CassandraStartException;
import dev.aisle.ops.cassandra.EmbeddedCassandra;
import dev.aisle.ops.cassandra.EmbeddedCassandraSettings;
import dev.aisle.ops.cassandra.Replication;
import dev.aisle.ops.cassandra.SchemaApplier;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One node process that does one thing and ends, beside a Cassandra of its own.
public final class NodeJob {

    private static final String MAIN = "dev.aisle.runtime.node.BenchNode";

    private NodeJob() {}

    /// Runs until the process has ended well.
    ///
    /// @param what settings of the job, by path
    public static void run(
            ClusterSettings settings,
            Config config,
            Map<String, String> what,
            Consumer<String> progress)
            throws ClusterException, CassandraStartException, InterruptedException, IOException {
        var embedded =
                EmbeddedCassandraSettings.from(
                                config,
                                settings.data(),
                                settings.home().resolve("ops/target/cassandra/lib"))
                        .withNativePort(0);
        progress.accept("starting Cassandra");
        try (var cassandra = EmbeddedCassandra.start(embedded, progress)) {
            SchemaApplier.applyShipped(
                    cassandra.address(), EmbeddedCassandra.DATACENTER, Replication.EMBEDDED);
            progress.accept("starting a node that measures itself");
            var node = start(settings, cassandra.port(), what);
            try {
                await(node, cassandra);
            } finally {
                if (node.isAlive()) {
                    node.kill();
                }
            }
        }
    }

    private static void await(ChildProcess node, EmbeddedCassandra cassandra)
            throws ClusterException {
        var exit = node.process().onExit().thenApply(Process::exitValue);
        CompletableFuture.anyOf(exit, cassandra.exit()).join();
        if (!exit.isDone()) {
            throw new ClusterException("Cassandra has ended", "see " + cassandra.log());
        }
        if (exit.join() != 0) {
            throw new ClusterException(
                    "the node ended with " + exit.join() + ":\n" + node.lastLines(),
                    "see " + node.log());
        }
    }

    private static ChildProcess start(
            ClusterSettings settings, int cassandra, Map<String, String> what) throws IOException {
        int port = FreePorts.find(1).getFirst();
        var secrets = Secrets.of(settings.data());
        var lines = new TreeMap<String, String>();
        lines.put("aisle.node.port", String.valueOf(port));
        lines.put("aisle.node.seed-nodes", "[\"pekko://aisle@127.0.0.1:" + port + "\"]");
        lines.put("aisle.node.parent-pid", String.valueOf(ProcessHandle.current().pid()));
        lines.put("aisle.cassandra.contact-points", "[\"127.0.0.1:" + cassandra + "\"]");
        lines.put("aisle.secrets.tokens", "\"" + secrets.tokens() + "\"");
        lines.put("aisle.secrets.payers", "\"" + secrets.payers() + "\"");
        lines.putAll(what);
        var folder = settings.data().resolve("nodes").resolve("bench");
        Files.createDirectories(folder);
        var file = folder.resolve("node.conf");
        Files.writeString(
                file,
                lines.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        var library = settings.home().resolve("runtime/target/node/lib");
        return ChildProcess.start(
                "bench",
                ChildProcess.java(
                        settings.heap(),
                        List.of(
                                "-Dconfig.file=" + file,
                                "-Daisle.name=bench",
                                "-Dlogback.configurationFile=aisle-node-logback.xml",
                                "-cp",
                                library + "/*",
                                MAIN)),
                folder.resolve("console.log"));
    }
}
