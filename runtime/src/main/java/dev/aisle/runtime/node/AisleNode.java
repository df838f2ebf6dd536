package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.runtime.http.HttpRoutes;
import dev.aisle.runtime.http.HttpSettings;
import dev.aisle.runtime.ingress.GrpcIngress;
import dev.aisle.runtime.ingress.IngressSettings;
import dev.aisle.runtime.ingress.StreamEntity;
import dev.aisle.runtime.kernel.Addresses;
import dev.aisle.runtime.kernel.EntryCodes;
import dev.aisle.runtime.kernel.Tokens;
import dev.aisle.runtime.payers.CassandraPayers;
import dev.aisle.runtime.payers.EntryDesk;
import dev.aisle.runtime.payers.PayerReferences;
import dev.aisle.runtime.shopper.CassandraReceipts;
import dev.aisle.runtime.shopper.HttpPaymentProvider;
import dev.aisle.runtime.shopper.ProviderSettings;
import dev.aisle.runtime.shopper.ShopperPorts;
import dev.aisle.runtime.store.StoreEntity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.management.javadsl.PekkoManagement;
import org.apache.pekko.stream.connectors.cassandra.javadsl.CassandraSessionRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node of a cluster: puts all features together and serves until it is stopped.
public final class AisleNode {

    private static final Logger LOG = LoggerFactory.getLogger(AisleNode.class);
    private static final int CONFIGURATION = 78;
    private static final int UNAVAILABLE = 69;
    private static final int SECRET_BYTES = 32;

    private final ActorSystem<Void> system;
    private final Config config;
    private final CqlSession session;
    private final ConsistencyLevel consistency;
    private final Metrics metrics;

    private AisleNode(ActorSystem<Void> system, CqlSession session) {
        this.system = system;
        this.config = system.settings().config();
        this.session = session;
        this.metrics = new Metrics(config);
        this.consistency =
                DefaultConsistencyLevel.valueOf(config.getString("aisle.cassandra.consistency"));
    }

    /// Settings come from `-Dconfig.file`, system properties, then `aisle-cluster.conf` and
    /// `reference.conf`.
    public static void main(String[] arguments) {
        var config = configuration();
        try {
            secret(config, "tokens", SECRET_BYTES);
            secret(config, "payers", SECRET_BYTES / 2);
            Bindings.check(config);
        } catch (IllegalArgumentException | ConfigException | OpenAddress wrong) {
            LOG.error("The configuration is wrong: {}", wrong.getMessage());
            exit(CONFIGURATION);
        }
        try {
            var system = system(config);
            var session =
                    CassandraSessionRegistry.get(system)
                            .sessionFor("pekko.persistence.cassandra")
                            .underlying()
                            .toCompletableFuture()
                            .get(patience(config).toMillis(), TimeUnit.MILLISECONDS);
            new AisleNode(system, session).start();
        } catch (TimeoutException | ExecutionException unreachable) {
            LOG.error(
                    "Cassandra at {} is out of reach ({}): start it, or set aisle.cassandra.contact-points.",
                    config.getStringList("aisle.cassandra.contact-points"),
                    String.valueOf(unreachable.getMessage()),
                    unreachable);
            exit(UNAVAILABLE);
        } catch (IOException | PortInUse taken) {
            LOG.error("{}", taken.getMessage());
            exit(UNAVAILABLE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException wrong) {
            LOG.error("The node can't start: {}", wrong.getMessage(), wrong);
            exit(CONFIGURATION);
        }
    }

    static Config configuration() {
        return ConfigFactory.load(
                ConfigFactory.defaultApplication()
                        .withFallback(ConfigFactory.parseResources("aisle-cluster.conf")));
    }

    /// Listens for other nodes when it returns.
    static ActorSystem<Void> system(Config config) {
        try {
            return ActorSystem.create(Behaviors.empty(), "aisle", config);
        } catch (RuntimeException failed) {
            throw PortInUse.isCauseOf(failed)
                    ? new PortInUse(
                            "aisle.node.port (pekko.remote.artery.canonical.port)",
                            config.getInt("pekko.remote.artery.canonical.port"),
                            failed)
                    : failed;
        }
    }

    private static Duration patience(Config config) {
        return config.getDuration("aisle.node.start-timeout");
    }

    private static void exit(int status) {
        Runtime.getRuntime().halt(status);
    }

    private static String secret(Config config, String name, int bytes) {
        var secret = config.getString("aisle.secrets." + name);
        if (secret.getBytes(StandardCharsets.UTF_8).length < bytes) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "aisle.secrets.%s must have %d bytes at least: set it, the same on every node",
                            name,
                            bytes));
        }
        return secret;
    }

    private void start() throws IOException {
        var payers = new CassandraPayers(session, consistency);
        var receipts = new CassandraReceipts(session, consistency);
        var directory = new StoreDirectory(session, consistency);
        var lines = new ShardedLines(ClusterSharding.get(system), metrics.messages());
        var placement = ClusterPlacement.of(system, session, consistency);
        var ports =
                new ShopperPorts(
                        new HttpPaymentProvider(ProviderSettings.from(config)),
                        payers::token,
                        receipts,
                        lines::attributor,
                        metrics.latency()::persisted);
        new Entities(
                        system,
                        lines,
                        new CassandraEpochs(session, consistency),
                        new JournalAuditor(session, consistency, config, metrics),
                        metrics,
                        placement)
                .init(ports, references(), codes());
        var ingress = ingress(lines, directory, payers);
        serveHttp(directory, receipts, new EntryDesk(payers, references(), codes()), placement);
        serveManagement();
        if (!config.getBoolean("aisle.drill.outlive-freeze")) {
            FreezeWatch.start(config.getDuration("aisle.fence.frozen-after"));
        }
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseServiceUnbind(),
                        "aisle-ingress",
                        () -> {
                            ingress.close();
                            return CompletableFuture.completedFuture(Done.getInstance());
                        });
        endWith(config.getLong("aisle.node.parent-pid"));
        LOG.info("Gateways are served on port {}", ingress.port());
    }

    /// A node that belongs to a command ends when that command is no more.
    static void endWith(long parent) {
        if (parent > 0) {
            var _ =
                    ProcessHandle.of(parent)
                            .map(ProcessHandle::onExit)
                            .orElseGet(() ->
                                    CompletableFuture.completedFuture(ProcessHandle.current()))
                            .thenRun(() -> {
                                LOG.warn("the process {} that started this node is gone", parent);
                                System.exit(0);
                            });
        }
    }

    private Function<String, PayerReference> references() {
        var secret = secret(config, "payers", SECRET_BYTES / 2).getBytes(StandardCharsets.UTF_8);
        return token -> PayerReferences.of(secret, token);
    }

    private EntryCodes codes() {
        return new EntryCodes(secret(config, "tokens", SECRET_BYTES));
    }

    private Tokens tokens() {
        return new Tokens(secret(config, "tokens", SECRET_BYTES), InstantSource.system());
    }

    private GrpcIngress ingress(
            ShardedLines lines, StoreDirectory directory, CassandraPayers payers)
            throws IOException {
        var settings = IngressSettings.from(config);
        var references = references();
        var around =
                new StreamEntity.Surroundings(
                        lines,
                        settings,
                        metrics,
                        InstantSource.system(),
                        directory::exists,
                        (store, gateway, boot) ->
                                ask(
                                        store,
                                        replyTo -> new StoreCommand.Open(gateway, boot, replyTo),
                                        settings.openTimeout()),
                        token -> payers.keep(references.apply(token), token));
        var streams = new AtomicLong();
        try {
            return new GrpcIngress(
                    settings,
                    tokens(),
                    metrics,
                    (grant, gateway) ->
                            system.systemActorOf(
                                    StreamEntity.create(around, grant, gateway),
                                    "gateway-" + streams.incrementAndGet(),
                                    Props.empty()));
        } catch (IOException taken) {
            throw new PortInUse("aisle.ingress.port", settings.port(), taken);
        }
    }

    private CompletionStage<StoreReply> ask(
            StoreId store, Function<ActorRef<StoreReply>, StoreCommand> command, Duration timeout) {
        return ClusterSharding.get(system)
                .entityRefFor(StoreEntity.TYPE_KEY, Addresses.of(store))
                .ask(command::apply, timeout);
    }

    private void serveHttp(
            StoreDirectory directory,
            CassandraReceipts receipts,
            EntryDesk desk,
            ClusterPlacement placement) {
        var settings = HttpSettings.from(config);
        var sources =
                new NodeSources(system, settings, directory, receipts, desk, placement, metrics);
        var routes = new HttpRoutes(settings, tokens(), sources, system);
        opened(
                Http.get(system).newServerAt(settings.host(), settings.port()).bind(routes::handle),
                "aisle.http.port",
                settings.port());
    }

    private void serveManagement() {
        opened(
                PekkoManagement.get(system).start(),
                "aisle.management.port",
                config.getInt("aisle.management.port"));
    }

    /// Waits for a port; a node that lacks one serves nobody.
    private void opened(CompletionStage<?> binding, String key, int port) {
        try {
            var _ =
                    binding.toCompletableFuture()
                            .get(patience(config).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException taken) {
            throw new PortInUse(key, port, taken);
        } catch (TimeoutException slow) {
            throw new IllegalStateException(key + ": the port did not open in time", slow);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
