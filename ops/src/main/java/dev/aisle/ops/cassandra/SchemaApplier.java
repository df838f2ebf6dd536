package dev.aisle.ops.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// Creates keyspace and tables. Run it once, from one place, before nodes start: concurrent DDL is
/// not safe in Cassandra. Running it again changes nothing, the replication of an existing keyspace
/// included.
public final class SchemaApplier {
    private static final String SHIPPED = "dev/aisle/config/cassandra/schema.cql";
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private SchemaApplier() {}

    /// The schema that this version of Aisle needs.
    ///
    /// @param datacenter of `server`, as its snitch names it
    /// @return how many statements were run
    /// @throws com.datastax.oss.driver.api.core.DriverException where the server can't be reached
    ///   or refuses a statement
    public static int applyShipped(
            InetSocketAddress server, String datacenter, Replication replication) {
        return apply(server, datacenter, replication, shipped());
    }

    /// Runs the statements of `cql` one after the other.
    ///
    /// @param cql statements, each harmless when repeated, with `${replication}` in the keyspace's
    public static int apply(
            InetSocketAddress server, String datacenter, Replication replication, String cql) {
        var script = CqlScript.parse(Template.fill(cql, Map.of("replication", replication.cql())));
        try (var session =
                CqlSession.builder()
                        .withConfigLoader(driver().build())
                        .addContactPoint(server)
                        .withLocalDatacenter(datacenter)
                        .build()) {
            script.statements().forEach(session::execute);
        }
        return script.statements().size();
    }

    /// How a cluster that runs would hold the journal: in the data centre of `server`, three copies
    /// of each row, or as many as there are nodes.
    ///
    /// @throws com.datastax.oss.driver.api.core.DriverException where the server can't be reached
    public static Replication replicationAt(InetSocketAddress server) {
        var inferring =
                driver().withString(
                                DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS,
                                "DcInferringLoadBalancingPolicy")
                        .build();
        try (var session =
                CqlSession.builder().withConfigLoader(inferring).addContactPoint(server).build()) {
            var datacenter =
                    String.valueOf(
                            session.execute("SELECT data_center FROM system.local")
                                    .all()
                                    .getFirst()
                                    .getString(0));
            long nodes =
                    session.getMetadata().getNodes().values().stream()
                            .filter(node -> datacenter.equals(node.getDatacenter()))
                            .count();
            return Replication.of(datacenter, Math.clamp(nodes, 1, Replication.ENOUGH));
        }
    }

    private static ProgrammaticDriverConfigLoaderBuilder driver() {
        return DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.SESSION_NAME, "aisle-schema")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, REQUEST_TIMEOUT)
                .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, false)
                // Nothing is under way when it closes: by default that takes 2 s all the same.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false);
    }

    private static String shipped() {
        try (var in = SchemaApplier.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + SHIPPED);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
