package dev.aisle.ops.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.cluster.NodeClient;
import dev.aisle.ops.demo.Comparison;
import dev.aisle.ops.demo.Told;
import dev.aisle.ops.drill.Await;
import dev.aisle.ops.gateway.GatewayAccess;
import dev.aisle.ops.gateway.GatewayIdentity;
import dev.aisle.ops.gateway.GatewaySettings;
import dev.aisle.ops.provider.LedgerClient;
import dev.aisle.ops.synthetic.SyntheticPlan;
import dev.aisle.ops.synthetic.SyntheticRun;
import dev.aisle.ops.synthetic.SyntheticSettings;
import dev.aisle.ops.synthetic.SyntheticStore;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.StoreId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store is spread and moved in a real cluster of three nodes, while its gateway speaks.
/// `aisle.test.seed` says which store.
class PlacementIT {

    private static final StoreId STORE = new StoreId("test.moving");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("aisle.test.seed", 20_261_201L);

    /// Long enough that it still speaks while it moves.
    private static final SyntheticPlan PLAN =
            new SyntheticPlan(
                    SEED,
                    Duration.ofMinutes(2),
                    new SyntheticPlan.Crowd(12, 4, Duration.ZERO, 60),
                    new SyntheticPlan.Size(16, 2, 6, 6));

    private static final EventTime BEGIN = EventTime.of(Instant.parse("2026-11-30T09:00:00Z"));

    @TempDir private static Path folder;
    private static Optional<LocalCluster> running = Optional.empty();

    @BeforeAll
    static void aClusterRuns() throws Exception {
        var home = Path.of(System.getProperty("aisle.home", ".."));
        var config = ConfigFactory.load();
        var settings = ClusterSettings.from(config, folder.resolve("data"), home).withNodes(3);
        running = Optional.of(LocalCluster.start(settings, config, _ -> {}));
    }

    @AfterAll
    static void stop() throws Exception {
        running.ifPresent(LocalCluster::close);
    }

    @Test
    void aStoreThatIsSpreadAndMovedWhileItsGatewaySpeaksLosesNothing() throws Exception {
        var cluster = running.orElseThrow();
        var client = cluster.access().client();
        var store = SyntheticStore.of(PLAN);
        var _ = client.publish(STORE.value(), new BlueprintWriter().toJson(store.blueprint(STORE)));
        var played = CompletableFuture.runAsync(() -> play(store));

        awaitAwake(client);
        change(client, policy -> policy.put("shards", 8));
        assertThat(nodes(awaitMoved(client))).hasSizeGreaterThan(1);
        change(client, policy -> policy.putArray("home").add("node=node-2"));
        assertThat(nodes(awaitMoved(client))).hasSize(1);

        var _ = played.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        awaitSettled(client);
        var day = LocalDate.ofInstant(BEGIN.instant(), ZoneOffset.UTC);
        var truth = store.truth(STORE, BEGIN).visits();
        var told = client.receipts(STORE.value(), day, day).stream().map(Told::of).toList();
        var booked = new LedgerClient(cluster.providerPort()).booked(STORE.value());
        assertThat(Comparison.of(truth, told, booked))
                .as("seed %d", SEED)
                .matches(Comparison::isSound)
                .extracting(Comparison::receipts)
                .isEqualTo(truth.size());
    }

    @Test
    void aPolicyThatNobodyCanSatisfyChangesNothing() throws Exception {
        var client = running.orElseThrow().access().client();
        var other = new StoreId("test.staying");
        var store = SyntheticStore.of(SyntheticPlan.small(SEED));
        var _ = client.publish(other.value(), new BlueprintWriter().toJson(store.blueprint(other)));
        var before = client.placement(other.value());
        ObjectNode asked = StoreOption.request(before);
        ((ObjectNode) asked.path("policy")).putArray("home").add("location=nowhere");

        assertThatThrownBy(() -> client.place(other.value(), asked))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("no node carries location=nowhere");
        assertThat(client.placement(other.value()).path("policy")).isEqualTo(before.path("policy"));
    }

    private static void play(SyntheticStore store) {
        var config = ConfigFactory.load();
        var access = running.orElseThrow().access();
        try (var run =
                new SyntheticRun(
                        store,
                        new GatewayIdentity(STORE, new GatewayId("moving"), 1, "test"),
                        new GatewayAccess(access.grpcTargets(), access.gatewayToken(STORE.value())),
                        GatewaySettings.playback(config),
                        SyntheticSettings.from(config))) {
            run.connect();
            var _ = run.play(BEGIN, false);
        } catch (ClusterException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void change(NodeClient client, Consumer<ObjectNode> how)
            throws ClusterException {
        var asked = StoreOption.request(client.placement(STORE.value()));
        how.accept((ObjectNode) asked.path("policy"));
        var _ = client.place(STORE.value(), asked);
    }

    private static void awaitAwake(NodeClient client) throws Exception {
        var _ =
                Await.until(
                        STORE + " is awake",
                        PATIENCE,
                        Await.NOW_AND_THEN,
                        () ->
                                Optional.of(client.placement(STORE.value()))
                                        .filter(placing ->
                                                placing.path("slots")
                                                        .valueStream()
                                                        .noneMatch(slot ->
                                                                slot.path("nodes").isEmpty())));
    }

    /// Once every slot that is awake is where it belongs, and the cluster knows the policy.
    private static JsonNode awaitMoved(NodeClient client) throws Exception {
        return Await.until(
                STORE + " has moved",
                PATIENCE,
                Await.NOW_AND_THEN,
                () ->
                        Optional.of(client.placement(STORE.value()))
                                .filter(placing -> Placed.moves(placing).equals(Placed.AT_HOME)));
    }

    private static TreeSet<String> nodes(JsonNode placing) {
        var nodes = new TreeSet<String>();
        placing.path("slots")
                .forEach(slot -> slot.path("nodes").forEach(node -> nodes.add(node.asText())));
        return nodes;
    }

    private static void awaitSettled(NodeClient client) throws Exception {
        var _ =
                Await.until(
                        STORE + " is settled",
                        PATIENCE,
                        Await.NOW_AND_THEN,
                        () ->
                                Optional.of(client.status(STORE.value()))
                                        .filter(status ->
                                                status.path("ended").asBoolean()
                                                        && status.path("unsettled").asInt() == 0));
    }
}
