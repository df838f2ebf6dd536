package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.runtime.kernel.EntryCodes;
import dev.aisle.runtime.kernel.Lines;
import dev.aisle.runtime.shopper.AttributorLine;
import dev.aisle.runtime.shopper.CassandraReceipts;
import dev.aisle.runtime.shopper.HttpPaymentProvider;
import dev.aisle.runtime.shopper.ProviderSettings;
import dev.aisle.runtime.shopper.ShopperPorts;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.stream.connectors.cassandra.javadsl.CassandraSessionRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node that measures itself and ends: entities, sharding, journal and settings are those of an
/// [AisleNode]; instead of gateways, made-up devices in the same process speak to them. It is no
/// part of a cluster that serves.
public final class BenchNode {

    private static final Logger LOG = LoggerFactory.getLogger(BenchNode.class);
    private static final long SECONDS = 60;

    private final ActorSystem<Void> system;
    private final BenchSettings settings;
    private final CqlSession session;
    private final ConsistencyLevel consistency;
    private final Metrics metrics;

    private BenchNode(ActorSystem<Void> system, BenchSettings settings, CqlSession session) {
        this.system = system;
        this.settings = settings;
        this.session = session;
        this.metrics = new Metrics(config());
        this.consistency =
                DefaultConsistencyLevel.valueOf(config().getString("aisle.cassandra.consistency"));
    }

    /// Exit codes: 0 the report is written, 1 it is not.
    public static void main(String[] arguments) throws Exception {
        var config = AisleNode.configuration();
        int exit = 1;
        try {
            AisleNode.endWith(config.getLong("aisle.node.parent-pid"));
            var settings = BenchSettings.from(config);
            var system = AisleNode.system(config);
            var session =
                    CassandraSessionRegistry.get(system)
                            .sessionFor("pekko.persistence.cassandra")
                            .underlying()
                            .toCompletableFuture()
                            .get(SECONDS, TimeUnit.SECONDS);
            var figures = new BenchNode(system, settings, session).measure();
            new ObjectMapper().writeValue(settings.report().toFile(), figures);
            exit = 0;
        } finally {
            // Nothing here is to be kept, and an orderly leave takes seconds.
            Runtime.getRuntime().halt(exit);
        }
    }

    private Config config() {
        return system.settings().config();
    }

    private Object measure() throws InterruptedException {
        return switch (settings.mode()) {
            case TELL -> new TellBench(system, settings).run();
            case IDLE -> {
                var bench = new IdleBench(system, settings, sharded());
                start(bench, sharded());
                yield bench.run();
            }
            case PERSIST -> {
                var cast = new BenchLines(sharded(), settings);
                start(cast::attributor, cast);
                yield new PersistBench(cast, settings, session, consistency).run();
            }
        };
    }

    private Lines sharded() {
        return new ShardedLines(ClusterSharding.get(system), metrics.messages());
    }

    /// @param attributor whom shoppers answer
    /// @param lines whom Attributors speak to
    private void start(AttributorLine attributor, Lines lines) {
        var ports =
                new ShopperPorts(
                        new HttpPaymentProvider(ProviderSettings.from(config())),
                        _ -> CompletableFuture.completedFuture(Optional.empty()),
                        new CassandraReceipts(session, consistency),
                        attributor,
                        metrics.latency()::persisted);
        new Entities(
                        system,
                        lines,
                        new CassandraEpochs(session, consistency),
                        new JournalAuditor(session, consistency, config(), metrics),
                        metrics,
                        ClusterPlacement.of(system, session, consistency))
                .init(
                        ports,
                        PayerReference::new,
                        new EntryCodes("of nobody: no door is measured here"));
        LOG.info("Measuring: {}", settings);
    }

    static void rest(long millis) throws InterruptedException {
        new CompletableFuture<Void>().completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).join();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
