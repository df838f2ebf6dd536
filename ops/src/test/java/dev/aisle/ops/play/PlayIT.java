package dev.aisle.ops.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.Bought;
import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.autocheckout.FeedOrder;
import dev.aisle.ops.autocheckout.SessionPlan;
import dev.aisle.ops.autocheckout.SessionWriter;
import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.drill.Journal;
import dev.aisle.ops.gateway.GatewayListener;
import dev.aisle.ops.gateway.NodeGateway;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Recordings go from shelf to receipt through the real entities, a real database and a real
/// payment provider.
class PlayIT {

    @TempDir private static Path folder;
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        var home = Path.of(System.getProperty("aisle.home", ".."));
        cluster =
                LocalCluster.start(
                        ClusterSettings.from(ConfigFactory.load(), folder.resolve("data"), home),
                        ConfigFactory.load(),
                        line -> {});
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void writtenSessionsSideBySideAreBilledAsTheTruthSays() throws Exception {
        var plans =
                Map.of(
                        "usual-1", SessionPlan.usual(1),
                        "usual-2", SessionPlan.usual(2),
                        "usual-3", SessionPlan.usual(3),
                        "nobody", SessionPlan.nobody(4),
                        "empty-handed", SessionPlan.emptyHanded(5));
        var truths = new TreeMap<String, List<Bought>>();
        var played = new TreeMap<String, Future<Played>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var plan : plans.entrySet()) {
                var recording = folder.resolve(plan.getKey());
                var truth = SessionWriter.write(plan.getValue(), recording);
                truths.put(plan.getKey(), somebodyBought(truth.receipts()));
                played.put(plan.getKey(), threads.submit(() -> play(recording)));
            }
        }
        var receipts = new TreeMap<String, List<Bought>>();
        for (var each : played.entrySet()) {
            receipts.put(
                    each.getKey(),
                    somebodyBought(
                            each.getValue().get().visits().stream()
                                    .map(Played.Visit::bought)
                                    .toList()));
        }
        assertThat(receipts).isEqualTo(truths);
    }

    @Test
    @EnabledIfSystemProperty(named = "aisle.recording", matches = ".+")
    void theRealRecordingIsBilledAsItsJudgeSays() throws Exception {
        var played = play(Path.of(System.getProperty("aisle.recording")));
        var water = new TreeMap<>(Map.of(new ProductCode("071142008582"), 1));
        assertThat(somebodyBought(played.visits().stream().map(Played.Visit::bought).toList()))
                .containsExactly(new Bought(new TrackId("3325379692103139202"), water));
        assertThat(new ObjectMapper().readTree(played.file().toFile()).toString())
                .isEqualTo(
                        "{\"receipts\":[{\"target_id\":\"3325379692103139202\",\"products\":"
                                + "[{\"barcode\":\"071142008582\",\"quantity\":1}]}]}");
    }

    /// Written in another language from the `.proto` alone. What it was told to forget before the
    /// end is what rule 12 allows: a camera's frames only up to its window and the look-back before
    /// what is handled, and nothing is handled beyond the slowest device less the look-ahead.
    @Test
    void aGatewayInNodeIsBilledTheSameAndForgetsOnlyWhatNobodyNeeds() throws Exception {
        var home = Path.of(System.getProperty("aisle.home", "..")).toAbsolutePath().normalize();
        var gateway = NodeGateway.orSkip(home);
        var source = folder.resolve("from-node");
        var truth = SessionWriter.write(SessionPlan.usual(11), source);
        var recording = AutoCheckoutRecording.open(source);
        var store = new StoreId("test.from-node");
        cluster.access()
                .client()
                .publish(store.value(), new BlueprintWriter().toJson(recording.blueprint(store)));
        var trace = node(home, gateway, store, source);
        var session =
                new Session(
                        source,
                        store,
                        cluster.access(),
                        Speed.MAX,
                        PlaySettings.from(ConfigFactory.load()),
                        GatewayListener.NONE);
        session.awaitSettled();
        assertThat(
                        somebodyBought(
                                session.visits(recording).stream()
                                        .map(Played.Visit::bought)
                                        .toList()))
                .isEqualTo(somebodyBought(truth.receipts()));
        assertThat(tooEarly(trace, recording)).isEmpty();
        assertThat(withoutCover(trace, store)).isEmpty();
    }

    /// Acknowledgements that no event of the journal stands for: a shelf may forget what an anchor
    /// of it holds, a door what a step of the store has handled.
    private static List<String> withoutCover(List<String> trace, StoreId store) throws Exception {
        var json = new ObjectMapper();
        var without = new ArrayList<String>();
        var kinds = new TreeSet<String>();
        try (var journal = new Journal(cluster.journal())) {
            var handled =
                    times(
                            journal.of(Journal.attributor(store)),
                            "AttributorEvent.Advanced",
                            "/handledTo");
            for (var line : trace) {
                if (!line.startsWith("{\"acknowledged\":\"")) {
                    continue;
                }
                var word = json.readTree(line);
                var device = word.path("acknowledged").asText();
                if (device.startsWith("cam-") || !word.hasNonNull("untilUs")) {
                    continue;
                }
                boolean shelf = device.startsWith("shelf-");
                var cover =
                        shelf
                                ? times(
                                        journal.of(Journal.shelf(store, new DeviceId(device))),
                                        "ShelfEvent.Anchored",
                                        "/at")
                                : handled;
                kinds.add(shelf ? "shelf" : "door");
                long until = word.path("untilUs").asLong();
                if (shelf ? !cover.contains(until) : cover.ceiling(until) == null) {
                    without.add(line);
                }
            }
        }
        assertThat(kinds).as("acknowledged kinds of devices").contains("shelf");
        return without;
    }

    private static TreeSet<Long> times(List<Journal.Written> rows, String manifest, String path) {
        var times = new TreeSet<Long>();
        rows.stream()
                .filter(row -> row.manifest().equals(manifest))
                .forEach(row -> times.add(row.event().at(path).asLong()));
        return times;
    }

    private static List<String> node(Path home, Path gateway, StoreId store, Path source)
            throws Exception {
        var access = cluster.access();
        var process =
                new ProcessBuilder(
                                "node",
                                gateway.resolve("gateway.js").toString(),
                                "--proto",
                                home.resolve(
                                                "protocols/src/main/proto/aisle/device/v1/device.proto")
                                        .toString(),
                                "--node",
                                access.grpcTargets().getFirst(),
                                "--token",
                                access.gatewayToken(store.value()),
                                "--store",
                                store.value(),
                                "--recording",
                                source.toString(),
                                "--trace")
                        .redirectErrorStream(true)
                        .start();
        try {
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(output).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Acknowledgements of cameras that came while some device had still to say something, and
    /// reached further than that device's last taken record less look-ahead, look-back and window.
    private static List<String> tooEarly(List<String> trace, AutoCheckoutRecording recording)
            throws Exception {
        var json = new ObjectMapper();
        var times = new HashMap<String, List<Long>>();
        try (var feed = recording.feed(FeedOrder.EVENT_TIME)) {
            feed.forEachRemaining(each -> times(each, times));
        }
        var taken = new HashMap<String, Long>();
        times.keySet().forEach(device -> taken.put(device, 0L));
        var early = new ArrayList<String>();
        int acknowledged = 0;
        for (var line : trace) {
            if (!line.startsWith("{\"acknowledged\":\"")) {
                continue;
            }
            var word = json.readTree(line);
            var device = word.path("acknowledged").asText();
            taken.merge(device, word.path("nextSeq").asLong(), Math::max);
            if (!word.hasNonNull("untilUs")) {
                continue;
            }
            acknowledged++;
            long slowest =
                    taken.entrySet().stream()
                            .mapToLong(each ->
                                    reached(
                                            times.getOrDefault(each.getKey(), List.of()),
                                            each.getValue()))
                            .min()
                            .orElse(Long.MAX_VALUE);
            boolean camera = device.startsWith("cam-");
            if (camera
                    && slowest != Long.MAX_VALUE
                    && word.path("untilUs").asLong() > slowest - 4_000_000) {
                early.add(line);
            }
        }
        assertThat(acknowledged).as("acknowledgements").isPositive();
        return early;
    }

    private static void times(Feed feed, HashMap<String, List<Long>> times) {
        var of = times.computeIfAbsent(feed.device().value(), _ -> new ArrayList<>());
        of.add(feed.at().micros());
        if (feed instanceof Feed.Weights(_, var at, _, var batch)) {
            long time = at.micros();
            for (int step : batch.getStepUsList()) {
                time += step;
                of.add(time);
            }
        }
    }

    /// How far a device of which so many numbers are taken can have covered; for ever once it has
    /// ended.
    private static long reached(List<Long> times, long taken) {
        return taken == 0
                ? Long.MIN_VALUE
                : taken >= times.size() ? Long.MAX_VALUE : times.get((int) taken - 1);
    }

    @Test
    void aNodeSaysThatItIsReadyAndAliveAndWhatItCounts() throws Exception {
        var node = cluster.access().nodes().getFirst();
        assertThat(get(node.management(), "/ready")).isEqualTo(200);
        assertThat(get(node.management(), "/alive")).isEqualTo(200);
        assertThat(get(node.http(), "/metrics")).isEqualTo(200);
    }

    @Test
    void aStoreThatDoesNotExistIsNamed() {
        var client = cluster.access().client();
        assertThat(catchThrowable(() -> client.status("no.store")))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("no.store");
    }

    private static Played play(Path recording) throws Exception {
        ClusterAccess access = cluster.access();
        var store =
                new StoreId(
                        "test."
                                + recording.getFileName()
                                + "-"
                                + Long.toString(System.nanoTime(), 36));
        return new Session(
                        recording,
                        store,
                        access,
                        Speed.MAX,
                        PlaySettings.from(ConfigFactory.load()),
                        GatewayListener.NONE)
                .play(folder.resolve("receipts"));
    }

    private static int get(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /// In order of track, without those who bought nothing.
    private static List<Bought> somebodyBought(List<Bought> all) {
        var some = new ArrayList<Bought>();
        all.stream()
                .filter(bought -> !bought.products().isEmpty())
                .sorted(Comparator.comparing(Bought::target))
                .forEach(some::add);
        return some;
    }
}
