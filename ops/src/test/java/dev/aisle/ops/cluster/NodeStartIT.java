package dev.aisle.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.cassandra.EmbeddedCassandra;
import dev.aisle.ops.cassandra.EmbeddedCassandraSettings;
import dev.aisle.ops.cassandra.Replication;
import dev.aisle.ops.cassandra.SchemaApplier;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A node that can't start ends, and says why in a line.
class NodeStartIT {

    private static final int UNAVAILABLE = 69;
    private static final int CONFIGURATION = 78;
    private static final List<String> PORTS =
            List.of(
                    "aisle.node.port",
                    "aisle.ingress.port",
                    "aisle.http.port",
                    "aisle.management.port");

    @TempDir private static Path folder;

    @Test
    void withoutCassandraItNamesTheContactPoints() throws Exception {
        int nobody = FreePorts.find(1).getFirst();
        assertThat(run(ports(), nobody, Map.of("aisle.node.start-timeout", "3s")))
                .contains(
                        "Cassandra at [127.0.0.1:" + nobody + "] is out of reach",
                        "start it, or set aisle.cassandra.contact-points");
    }

    @Test
    void anAddressThatOthersMayReachIsNamed() throws Exception {
        var open = Map.of("aisle.ingress.host", "\"0.0.0.0\"");
        assertThat(run(ports(), FreePorts.find(1).getFirst(), open, CONFIGURATION))
                .containsSubsequence(
                        "ERROR",
                        "aisle.ingress.host is '0.0.0.0', which is no loopback address",
                        "set it to 127.0.0.1");
    }

    @Test
    void aJournalWhereNobodyListensIsNamed() {
        int nobody = FreePorts.find(1).getFirst();
        var settings =
                ClusterSettings.from(ConfigFactory.load(), folder.resolve("journal"), home())
                        .withJournal(Optional.of("127.0.0.1:" + nobody));
        assertThat(
                        catchThrowable(() ->
                                LocalCluster.start(settings, ConfigFactory.load(), _ -> {})
                                        .close()))
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "Cassandra at 127.0.0.1:"
                                + nobody
                                + " does not take the schema: look whether it runs and answers CQL"
                                + " there");
    }

    @Nested
    class OnCassandra {

        private static EmbeddedCassandra cassandra;

        @BeforeAll
        static void start() throws Exception {
            cassandra =
                    EmbeddedCassandra.start(
                            EmbeddedCassandraSettings.from(
                                            ConfigFactory.load(),
                                            folder.resolve("data"),
                                            home().resolve("ops/target/cassandra/lib"))
                                    .withNativePort(0),
                            _ -> {});
            SchemaApplier.applyShipped(
                    cassandra.address(), EmbeddedCassandra.DATACENTER, Replication.EMBEDDED);
        }

        @AfterAll
        static void stop() {
            cassandra.close();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "aisle.node.port",
                    "aisle.ingress.port",
                    "aisle.http.port",
                    "aisle.management.port"
                })
        void aPortThatIsTakenIsNamedWithItsSetting(String key) throws Exception {
            var ports = ports();
            try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put(key, String.valueOf(taken.getLocalPort()));
                assertThat(run(ports, cassandra.port(), Map.of()))
                        .containsSubsequence(
                                "ERROR",
                                "port " + taken.getLocalPort() + " can't be bound: free it, or set",
                                key);
            }
        }
    }

    private static TreeMap<String, String> ports() {
        var free = FreePorts.find(PORTS.size());
        var ports = new TreeMap<String, String>();
        for (int i = 0; i < PORTS.size(); i++) {
            ports.put(PORTS.get(i), String.valueOf(free.get(i)));
        }
        return ports;
    }

    /// @return what a node printed that ended as one does that lacks something
    private static String run(Map<String, String> ports, int journal, Map<String, String> more)
            throws Exception {
        return run(ports, journal, more, UNAVAILABLE);
    }

    private static String run(
            Map<String, String> ports, int journal, Map<String, String> more, int code)
            throws Exception {
        var settings = new TreeMap<>(ports);
        settings.put("aisle.cassandra.contact-points", "[\"127.0.0.1:" + journal + "\"]");
        settings.put("aisle.secrets.tokens", "\"" + "t".repeat(32) + "\"");
        settings.put("aisle.secrets.payers", "\"" + "p".repeat(32) + "\"");
        settings.putAll(more);
        var file = Files.createTempFile(folder, "node", ".conf");
        Files.writeString(
                file,
                settings.entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue() + "\n")
                        .collect(Collectors.joining()));
        var log = Path.of(file + ".log");
        var child =
                ChildProcess.start(
                        "node",
                        ChildProcess.java(
                                "256m",
                                List.of(
                                        "-XX:TieredStopAtLevel=1",
                                        "-Dconfig.file=" + file,
                                        "-Dlogback.configurationFile=aisle-node-logback.xml",
                                        "-cp",
                                        home().resolve("runtime/target/node/lib") + "/*",
                                        "dev.aisle.runtime.node.AisleNode")),
                        log);
        try {
            assertThat(child.process().waitFor(60, TimeUnit.SECONDS))
                    .as(child.lastLines())
                    .isTrue();
            assertThat(child.process().exitValue()).as(child.lastLines()).isEqualTo(code);
            return Files.readString(log);
        } finally {
            child.kill();
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("aisle.home", ".."));
    }
}
