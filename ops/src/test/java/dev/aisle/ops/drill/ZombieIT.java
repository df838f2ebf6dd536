package dev.aisle.ops.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.cluster.NodeAddress;
import dev.aisle.ops.drill.FedStore.Gate;
import dev.aisle.ops.gateway.GatewayReport;
import dev.aisle.ops.gateway.GatewaySettings;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.kernel.Addresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node stands still until others have taken over its store, and wakes with something to write.
/// What it writes reaches nobody, spoils no replay, and raises an alarm.
class ZombieIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int TRIES = 6;

    /// A node that wakes finds nothing that would end it: neither its watch nor the cluster's,
    /// which would leave it some 20 ms to write. So the drill itself puts it out of the cluster.
    /// What it writes stays unconfirmed for a while in which it must hold its tongue.
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "aisle.shelf.anchor-at-most", "2s",
                    "aisle.shelf.anchor-quiet", "2s",
                    "aisle.drill.outlive-freeze", "on",
                    "aisle.drill.delay.fence", "500ms",
                    "pekko.cluster.downing-provider-class", "\"\"",
                    "pekko.management.http.route-providers-read-only", "off");

    /// Soon tired of a node that says nothing.
    private static final GatewaySettings GATEWAY =
            GatewaySettings.playback(ConfigFactory.load())
                    .withPatience(
                            new GatewaySettings.Patience(
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(4),
                                    Duration.ofSeconds(4),
                                    Duration.ofMillis(100)));

    @TempDir private Path folder;

    @Test
    void whatAFrozenNodeWritesWhenItWakesReachesNobody() throws Exception {
        long seed = Long.getLong("aisle.test.seed", 20_261_124L);
        var recording = Recording.open(folder);
        var settings =
                ClusterSettings.from(
                                ConfigFactory.load(),
                                folder.resolve("data"),
                                Path.of(System.getProperty("aisle.home", "..")))
                        .withNodes(3)
                        .withOverrides(SETTINGS);
        try (var cluster = LocalCluster.start(settings, ConfigFactory.load(), _ -> {});
                var journal = new Journal(cluster.journal())) {
            var bookings = new Bookings(cluster.providerPort());
            var undisturbed = Undisturbed.run(cluster, journal, bookings, recording);
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                var random =
                        RandomGeneratorFactory.of("L64X128MixRandom").create(seed + attempt - 1);
                var claim =
                        String.format(
                                Locale.ROOT, "zombie %d, seed %d", attempt, seed + attempt - 1);
                var drill =
                        new Drill(
                                cluster, journal, bookings, recording, undisturbed, random, claim);
                if (drill.run(attempt)) {
                    return;
                }
            }
            throw new AssertionError(
                    "seed "
                            + seed
                            + ": in "
                            + TRIES
                            + " tries no Attributor and shelf wrote when their node woke");
        }
    }

    private record Drill(
            LocalCluster cluster,
            Journal journal,
            Bookings bookings,
            AutoCheckoutRecording recording,
            Undisturbed undisturbed,
            RandomGenerator random,
            String claim) {

        /// Whether the woken node has written; what came of it must be right all the same.
        ///
        /// Two stores are fed: one whose Attributor is frozen while its gateway speaks to another
        /// node, and one whose gateway speaks to the frozen node and must look for another.
        boolean run(int attempt) throws Exception {
            var decided = new StoreId("drill.frozen-mind-" + attempt);
            var all = cluster.access();
            var _ =
                    all.client()
                            .publish(
                                    decided.value(),
                                    new BlueprintWriter().toJson(recording.blueprint(decided)));
            var zombie = host(decided);
            var others =
                    new ClusterAccess(
                            all.owner(),
                            all.nodes().stream().filter(node -> !node.equals(zombie)).toList(),
                            all.secrets());
            try (var mind =
                            new FedStore(
                                    others,
                                    recording,
                                    decided,
                                    GATEWAY,
                                    others.nodes().getFirst());
                    var door =
                            new FedStore(
                                    others,
                                    recording,
                                    new StoreId("drill.frozen-door-" + attempt),
                                    GATEWAY,
                                    zombie)) {
                var overlaps = freeze(zombie, mind, door);
                for (var store : List.of(mind, door)) {
                    store.feed(Gate.OPEN);
                    store.awaitTaken();
                    store.awaitSettled();
                    compare(store, "");
                }
                System.out.printf(
                        Locale.ROOT,
                        "%s: %s wrote when it woke %s; the gateway of %s has reconnected: %s%n",
                        claim,
                        zombie.name(),
                        overlaps,
                        door.id(),
                        told(door.report().reconnects()));
                boolean shelf =
                        overlaps.keySet().stream().anyMatch(each -> each.startsWith("Shelf|"));
                if (!shelf || !overlaps.containsKey(Journal.attributor(decided))) {
                    cluster.restart(zombie.name());
                    return false;
                }
                replay(List.of(mind, door));
                return true;
            }
        }

        private static String told(List<GatewayReport.Reconnect> reconnects) {
            return reconnects.stream()
                    .map(each ->
                            String.format(
                                    Locale.ROOT,
                                    "%d. to %s after %d ms",
                                    each.number(),
                                    each.node(),
                                    each.away().toMillis()))
                    .collect(Collectors.joining(", "));
        }

        /// @return the numbers that two incarnations have written, by journal
        private Map<String, Set<Long>> freeze(NodeAddress zombie, FedStore mind, FedStore door)
                throws Exception {
            var targets = undisturbed.interactions();
            var target = targets.get(random.nextInt(targets.size()));
            var jitter = Duration.ofMillis(random.nextInt(400));
            var stores = List.of(mind, door);
            var before = new ArrayList<Long>();
            for (var store : stores) {
                store.feed(Gate.all(target.onset().minus(Duration.ofMillis(500)).minus(jitter)));
                store.awaitTaken();
            }
            for (var store : stores) {
                awaitQuiet(store);
                before.add(handledTo(store.status()));
            }
            long logged = Files.size(cluster.node(zombie.name()).log());
            try (var freeze = Freeze.of(cluster.node(zombie.name()))) {
                // What is under way to a node that stands still waits for it in its sockets.
                for (var store : stores) {
                    store.feed(Gate.all(target.settled().plus(Duration.ofSeconds(2)).plus(jitter)));
                }
                putOut(zombie);
                for (int i = 0; i < stores.size(); i++) {
                    awaitProgress(stores.get(i), before.get(i));
                }
                freeze.thaw();
                var overlaps = awaitOverlap(stores);
                if (!overlaps.isEmpty()) {
                    awaitAlarm(zombie, logged);
                }
                return overlaps;
            } finally {
                cluster.node(zombie.name()).kill();
            }
        }

        /// As an operator does with a node that is out of reach.
        private void putOut(NodeAddress zombie) throws Exception {
            var address = "pekko://aisle@127.0.0.1:" + zombie.remoting();
            var others =
                    cluster.access().nodes().stream().filter(node -> !node.equals(zombie)).toList();
            for (var node : others) {
                var _ =
                        Await.until(
                                node.name() + " finds " + zombie.name() + " out of reach",
                                PATIENCE,
                                Await.NOW_AND_THEN,
                                () ->
                                        members(node)
                                                .path("unreachable")
                                                .valueStream()
                                                .filter(each ->
                                                        each.path("node").asText().equals(address))
                                                .findFirst());
            }
            var down =
                    HttpRequest.newBuilder(
                                    uri(
                                            others.getFirst().management(),
                                            "/cluster/members/aisle@127.0.0.1:"
                                                    + zombie.remoting()))
                            .PUT(HttpRequest.BodyPublishers.ofString("operation=Down"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .build();
            var answer = HTTP.send(down, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(200);
        }

        private static JsonNode members(NodeAddress node) throws Exception {
            return JSON.readTree(get(node.management(), "/cluster/members").orElse("{}"));
        }

        private void compare(FedStore store, String when) throws Exception {
            assertThat(store.outcome(journal, bookings))
                    .as("%s, %s: receipts, decisions, bookings%s", claim, store.id(), when)
                    .isEqualTo(undisturbed.outcome());
            assertThat(store.report().total().rewoundBelowAcknowledged())
                    .as("%s, %s: asked again for what was acknowledged", claim, store.id())
                    .isZero();
        }

        private void awaitQuiet(FedStore store) throws Exception {
            var seen = new long[] {-1, 0};
            var _ =
                    Await.until(
                            "nobody writes for " + store.id(),
                            PATIENCE,
                            Await.NOW_AND_THEN,
                            () -> {
                                long rows =
                                        journals(store.id())
                                                .mapToLong(each -> journal.of(each).size())
                                                .sum();
                                if (rows != seen[0]) {
                                    seen[0] = rows;
                                    seen[1] = System.nanoTime();
                                }
                                return System.nanoTime() - seen[1] > QUIET.toNanos()
                                        ? Optional.of(rows)
                                        : Optional.empty();
                            });
        }

        private Stream<String> journals(StoreId id) {
            return Stream.concat(
                    Stream.of(Journal.attributor(id)),
                    recording.blueprint(id).rows().stream()
                            .map(row -> Journal.shelf(id, row.device())));
        }

        /// The node that hosts the store's Attributor.
        private NodeAddress host(StoreId id) throws Exception {
            var shard = Addresses.shard(Addresses.of(id));
            for (var node : cluster.access().nodes()) {
                var shards =
                        JSON.readTree(
                                get(node.management(), "/cluster/shards/Attributor").orElse("{}"));
                if (shards.path("regions")
                        .valueStream()
                        .anyMatch(each -> each.path("shardId").asText().equals(shard))) {
                    return node;
                }
            }
            throw new AssertionError("no node hosts shard " + shard);
        }

        private static long handledTo(JsonNode status) {
            return status.at("/progress/handledTo").asLong();
        }

        private static void awaitProgress(FedStore store, long before) throws Exception {
            var _ =
                    Await.until(
                            "others go on with " + store.id(),
                            PATIENCE,
                            Await.NOW_AND_THEN,
                            () -> {
                                try {
                                    return Optional.of(store.status())
                                            .filter(status -> handledTo(status) > before);
                                } catch (ClusterException notYet) {
                                    return Optional.empty();
                                }
                            });
        }

        /// One that the Attributor wrote, or whatever there is after a while.
        private Map<String, Set<Long>> awaitOverlap(List<FedStore> stores) throws Exception {
            var mind = Journal.attributor(stores.getFirst().id());
            return Await.within(
                            Duration.ofSeconds(10),
                            Await.NOW_AND_THEN,
                            () ->
                                    Optional.of(overlaps(stores))
                                            .filter(found -> found.containsKey(mind)))
                    .orElseGet(() -> overlaps(stores));
        }

        private Map<String, Set<Long>> overlaps(List<FedStore> stores) {
            var found = new TreeMap<String, Set<Long>>();
            stores.stream()
                    .flatMap(store -> journals(store.id()))
                    .forEach(each -> {
                        var numbers = journal.overlap(each);
                        if (!numbers.isEmpty()) {
                            found.put(each, numbers);
                        }
                    });
            return found;
        }

        /// The log goes on where an earlier attempt has left it.
        ///
        /// @param from bytes of the log that are not looked at
        private void awaitAlarm(NodeAddress node, long from) throws Exception {
            var log = cluster.node(node.name()).log();
            var _ =
                    Await.until(
                            claim + ": " + node.name() + " raises the alarm",
                            PATIENCE,
                            Await.NOW_AND_THEN,
                            () ->
                                    Optional.of(textFrom(log, from))
                                            .filter(text -> text.contains("ALARM")));
        }

        private static String textFrom(Path log, long from) throws IOException {
            try (var file = Files.newByteChannel(log)) {
                file.position(from);
                return new String(
                        Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
            }
        }

        /// Whoever reads the journals anew comes to the same, and finds the overlap.
        private void replay(List<FedStore> stores) throws Exception {
            var before = new ArrayList<JsonNode>();
            for (var store : stores) {
                before.add(store.status());
            }
            var names = cluster.access().nodes().stream().map(NodeAddress::name).toList();
            names.forEach(name -> cluster.node(name).kill());
            cluster.restart(names);
            for (int i = 0; i < stores.size(); i++) {
                stores.get(i).awaitSettled();
                assertThat(stores.get(i).status())
                        .as("%s, %s: status after a replay", claim, stores.get(i).id())
                        .isEqualTo(before.get(i));
                compare(stores.get(i), " after a replay");
            }
            var _ =
                    Await.until(
                            "the overlap is counted",
                            PATIENCE,
                            Await.NOW_AND_THEN,
                            () -> Optional.of(counted()).filter(sum -> sum > 0));
        }

        private double counted() throws Exception {
            double sum = 0;
            for (var node : cluster.access().nodes()) {
                sum +=
                        get(node.http(), "/metrics")
                                .orElse("")
                                .lines()
                                .filter(line -> line.startsWith("aisle_journal_overlaps_total"))
                                .mapToDouble(line ->
                                        Double.parseDouble(
                                                line.substring(line.lastIndexOf(' ') + 1)))
                                .sum();
            }
            return sum;
        }

        private static URI uri(int port, String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }

        private static Optional<String> get(int port, String path) throws Exception {
            var request =
                    HttpRequest.newBuilder(uri(port, path)).timeout(Duration.ofSeconds(10)).build();
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        }
    }
}
