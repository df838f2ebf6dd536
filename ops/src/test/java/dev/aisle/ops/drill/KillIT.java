package dev.aisle.ops.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.SessionPlan;
import dev.aisle.ops.autocheckout.SessionWriter;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.gateway.GatewayReport;
import dev.aisle.protocols.kernel.EventTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node is killed at moments that hurt. Its gateway has really forgotten what was acknowledged.
class KillIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NODE = "node-1";
    private static final Map<String, String> ANCHORS =
            Map.of("aisle.shelf.anchor-at-most", "2s", "aisle.shelf.anchor-quiet", "2s");

    /// When the node is killed.
    private enum Moment {
        BEFORE_THE_PICK,
        SETTLED_BUT_UNDECIDED,
        DECIDED_BUT_NOT_IN_THE_BASKET("aisle.drill.delay.fence", "3s"),
        IN_THE_BASKET_BUT_UNACKNOWLEDGED("aisle.drill.delay.shopper-ack", "3s"),
        BETWEEN_EXIT_AND_CHARGE("aisle.drill.delay.charge", "3s"),
        CHARGED_BUT_UNRECORDED;

        private final String delayed;
        private final String by;

        Moment() {
            this("", "");
        }

        /// @param delayed setting that widens the gap
        Moment(String delayed, String by) {
            this.delayed = delayed;
            this.by = by;
        }

        Map<String, String> settings() {
            var settings = new HashMap<>(ANCHORS);
            if (!delayed.isEmpty()) {
                settings.put(delayed, by);
            }
            return settings;
        }
    }

    /// What the undisturbed run found of the recording.
    ///
    /// @param onset of the first interaction, and when it settled
    private record Undisturbed(FedStore.Outcome outcome, EventTime onset, EventTime settled) {}

    @TempDir private Path folder;

    @Test
    void aKilledNodeChangesNoReceiptAndNoDecision() throws Exception {
        int moments = Integer.getInteger("aisle.kill.moments", 5);
        long seed = Long.getLong("aisle.test.seed", 20_261_124L);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var recording = AutoCheckoutRecording.open(recordingFolder());
        var plan = new ArrayList<Moment>();
        for (int i = 0; i < moments; i++) {
            // Five moments leave one out, another one with each seed.
            plan.add(Moment.values()[(i + Math.floorMod((int) seed, 6)) % Moment.values().length]);
        }
        plan.sort(Comparator.naturalOrder());
        var home = Path.of(System.getProperty("aisle.home", ".."));
        var settings =
                ClusterSettings.from(ConfigFactory.load(), folder.resolve("data"), home)
                        .withOverrides(ANCHORS);
        try (var cluster = LocalCluster.start(settings, ConfigFactory.load(), line -> {});
                var journal = new Journal(cluster.journal())) {
            var undisturbed = undisturbed(cluster, recording);
            assertThat(undisturbed.outcome().receipts()).as("undisturbed").isNotEmpty();
            for (int i = 0; i < plan.size(); i++) {
                var drill = new Drill(cluster, journal, recording, undisturbed, random);
                drill.run(plan.get(i), i, seed);
            }
        }
    }

    private Path recordingFolder() throws Exception {
        var real = System.getProperty("aisle.recording");
        if (real != null && !real.isBlank()) {
            return Path.of(real);
        }
        var written = folder.resolve("session");
        SessionWriter.write(SessionPlan.usual(7), written, folder.resolve("truth.json"));
        return written;
    }

    private static Undisturbed undisturbed(LocalCluster cluster, AutoCheckoutRecording recording)
            throws Exception {
        try (var store = new FedStore(cluster, recording, "undisturbed")) {
            store.feed(FedStore.Gate.OPEN);
            store.awaitTaken();
            store.awaitSettled();
            var outcome = store.outcome();
            var first = Optional.<JsonNode>empty();
            for (var decisions : outcome.decisions().values()) {
                for (var decision : JSON.readTree(decisions)) {
                    if (decision.path("outcome").asText().equals("CHANGED") && first.isEmpty()) {
                        first = Optional.of(decision.at("/evidence/interaction"));
                    }
                }
            }
            var interaction = first.orElseThrow();
            return new Undisturbed(
                    outcome,
                    new EventTime(interaction.path("onset").asLong()),
                    new EventTime(interaction.path("settled").asLong()));
        }
    }

    /// One kill.
    private record Drill(
            LocalCluster cluster,
            Journal journal,
            AutoCheckoutRecording recording,
            Undisturbed undisturbed,
            RandomGenerator random) {

        void run(Moment moment, int number, long seed) throws Exception {
            if (!moment.settings().equals(ANCHORS)) {
                cluster.node(NODE).kill();
                cluster.restart(NODE, moment.settings());
            }
            var name =
                    String.format(
                            Locale.ROOT,
                            "%s-%d",
                            moment.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            number);
            var claim = String.format(Locale.ROOT, "seed %d, %s", seed, name);
            try (var store = new FedStore(cluster, recording, name)) {
                reach(moment, store);
                var before = store.report();
                cluster.node(NODE).kill();
                long killed = System.nanoTime();
                cluster.restart(NODE, ANCHORS);
                store.feed(FedStore.Gate.OPEN);
                store.awaitTaken();
                store.awaitSettled();
                var after = store.report();
                tell(claim, before, after, System.nanoTime() - killed);
                if (moment.compareTo(Moment.DECIDED_BUT_NOT_IN_THE_BASKET) >= 0) {
                    assertThat(before.total().acknowledged())
                            .as("%s: records acknowledged before the kill", claim)
                            .isPositive();
                }
                assertThat(after.total().rewoundBelowAcknowledged())
                        .as("%s: asked again for what was acknowledged", claim)
                        .isZero();
                var outcome = store.outcome();
                assertThat(outcome.decisions())
                        .as("%s: decisions", claim)
                        .isEqualTo(undisturbed.outcome().decisions());
                assertThat(outcome.receipts())
                        .as("%s: receipts", claim)
                        .isEqualTo(undisturbed.outcome().receipts());
                assertThat(bookings(store))
                        .as("%s: bookings, one for each paid receipt", claim)
                        .hasSize(paid(outcome))
                        .doesNotHaveDuplicates();
            }
        }

        private static int paid(FedStore.Outcome outcome) {
            return (int)
                    outcome.receipts().values().stream()
                            .filter(kept -> kept.path("stage").asText().equals("PAID"))
                            .count();
        }

        private void reach(Moment moment, FedStore store) throws Exception {
            var jitter = Duration.ofMillis(random.nextInt(400));
            var onset = undisturbed.onset();
            var settled = undisturbed.settled();
            switch (moment) {
                case BEFORE_THE_PICK -> {
                    store.feed(
                            FedStore.Gate.all(onset.minus(Duration.ofMillis(500)).minus(jitter)));
                    store.awaitTaken();
                }
                case SETTLED_BUT_UNDECIDED -> {
                    store.feed(
                            new FedStore.Gate(
                                    onset.minus(jitter),
                                    settled.plus(Duration.ofSeconds(2)).plus(jitter),
                                    settled));
                    store.awaitTaken();
                }
                case DECIDED_BUT_NOT_IN_THE_BASKET -> {
                    store.feed(FedStore.Gate.OPEN);
                    until("a decision in the journal", () -> decided(store));
                    assertThat(taken(store)).as("in a basket already").isEmpty();
                }
                case IN_THE_BASKET_BUT_UNACKNOWLEDGED -> {
                    store.feed(FedStore.Gate.OPEN);
                    until("a change in a basket", () -> taken(store));
                }
                case BETWEEN_EXIT_AND_CHARGE -> {
                    store.feed(FedStore.Gate.OPEN);
                    until(
                            "an attempt in the journal",
                            () -> event(store, "Shopper", "ShopperEvent.ChargeAttempted"));
                    assertThat(bookings(store)).as("charged already").isEmpty();
                }
                case CHARGED_BUT_UNRECORDED -> {
                    behave("{\"timeoutAfterBooking\":1}");
                    store.feed(FedStore.Gate.OPEN);
                    until("a booking in the ledger", () -> bookings(store).stream().findFirst());
                    assertThat(event(store, "Shopper", "ShopperEvent.Charged"))
                            .as("recorded already")
                            .isEmpty();
                }
            }
        }

        private static <T> void until(String what, java.util.concurrent.Callable<Optional<T>> look)
                throws Exception {
            var _ = Await.until(what, PATIENCE, look);
        }

        private Optional<String> decided(FedStore store) {
            return journal.of("Attributor|" + store.store()).stream()
                    .filter(row -> row.manifest().equals("AttributorEvent.Advanced"))
                    .flatMap(row -> row.event().path("happenings").valueStream())
                    .filter(happening -> happening.path("type").asText().equals("decided"))
                    .filter(happening -> !happening.path("changes").isEmpty())
                    .map(JsonNode::toString)
                    .findFirst();
        }

        private Optional<String> taken(FedStore store) {
            return journal.ids("Shopper", store.store().value()).stream()
                    .flatMap(id -> journal.of(id).stream())
                    .filter(row -> row.manifest().equals("ShopperEvent.Applied"))
                    .map(row -> row.event().toString())
                    .filter(event -> event.contains("\"taken\""))
                    .findFirst();
        }

        private Optional<String> event(FedStore store, String type, String manifest) {
            return journal.ids(type, store.store().value()).stream()
                    .flatMap(id -> journal.of(id).stream())
                    .map(Journal.Written::manifest)
                    .filter(manifest::equals)
                    .findFirst();
        }

        private List<String> bookings(FedStore store) throws Exception {
            var ledger =
                    JSON.readTree(
                            send(HttpRequest.newBuilder(URI.create(provider("/ledger"))).GET()));
            var visits = new ArrayList<String>();
            for (var entry : ledger.path("entries")) {
                var key = entry.path("key").asText();
                if (key.startsWith(store.store() + "/")
                        && entry.path("status").asText().equals("booked")) {
                    visits.add(key.substring(0, key.lastIndexOf('/')));
                }
            }
            return visits;
        }

        private void behave(String how) throws Exception {
            send(
                    HttpRequest.newBuilder(URI.create(provider("/behaviour")))
                            .PUT(HttpRequest.BodyPublishers.ofString(how)));
        }

        private String provider(String path) {
            return "http://127.0.0.1:" + cluster.providerPort() + path;
        }

        private static String send(HttpRequest.Builder request) throws Exception {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        }

        private static void tell(
                String claim, GatewayReport before, GatewayReport after, long nanos) {
            var reconnect = after.reconnects().isEmpty() ? null : after.reconnects().getLast();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d records acknowledged before, %d resent, first resent %s,"
                            + " first acknowledged again %s, settled after %.1f s%n",
                    claim,
                    before.total().acknowledged(),
                    after.total().resent(),
                    reconnect == null
                            ? "none"
                            : reconnect.firstResent().map(Object::toString).orElse("none"),
                    reconnect == null
                            ? "none"
                            : reconnect.firstAcknowledged().map(Object::toString).orElse("none"),
                    nanos / 1e9);
        }
    }
}
