package dev.aisle.ops.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.autocheckout.FeedOrder;
import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.cluster.NodeAddress;
import dev.aisle.ops.cluster.NodeClient;
import dev.aisle.ops.gateway.Channels;
import dev.aisle.ops.gateway.Gateway;
import dev.aisle.ops.gateway.GatewayAccess;
import dev.aisle.ops.gateway.GatewayIdentity;
import dev.aisle.ops.gateway.GatewayListener;
import dev.aisle.ops.gateway.GatewayReport;
import dev.aisle.ops.gateway.GatewaySettings;
import dev.aisle.ops.gateway.Surroundings;
import dev.aisle.ops.play.Feeding;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.StoreId;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// A store that is fed with a recording, as far as a drill lets it. Its gateway forgets for good
/// what is acknowledged.
final class FedStore implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNDER_WAY = 200;
    private static final RandomGenerator NO_CHANCE = () -> 0L;

    /// Up to which event time each kind of device may speak.
    record Gate(EventTime cameras, EventTime shelves, EventTime others) {

        static final Gate OPEN = all(EventTime.END);

        static Gate all(EventTime to) {
            return new Gate(to, to, to);
        }

        private boolean lets(Feed feed) {
            var name = feed.device().value();
            var to =
                    name.startsWith("cam-")
                            ? cameras
                            : name.startsWith("shelf-") ? shelves : others;
            return !feed.at().isAfter(to);
        }
    }

    /// What became of a store. Visits go by their tracks and the store by no name, so that two
    /// stores can be compared.
    ///
    /// @param receipts by track, with stage and what was charged
    /// @param decisions by track, with all evidence
    /// @param log every decision of the store in the order in which it was made
    /// @param booked amounts booked by the payment provider, by track, in minor units
    record Outcome(
            Map<String, String> receipts,
            Map<String, String> decisions,
            List<String> log,
            Map<String, List<Long>> booked) {}

    private final StoreId id;
    private final NodeClient client;
    private final AutoCheckoutRecording recording;
    private final Gateway gateway;
    private final List<Feed> held = new ArrayList<>();

    /// A device that never says anything would hold back the store until the last gate: it ends at
    /// once.
    private final Set<DeviceId> speaking = new HashSet<>();

    private EventTime reached = EventTime.BEGINNING;

    FedStore(ClusterAccess access, AutoCheckoutRecording recording, StoreId id) throws Exception {
        this(
                access,
                recording,
                id,
                GatewaySettings.playback(ConfigFactory.load()),
                access.nodes().getFirst());
    }

    /// @param access to the nodes that are asked how the store does
    /// @param entrance the node that the gateway tries first; then come those of `access`
    FedStore(
            ClusterAccess access,
            AutoCheckoutRecording recording,
            StoreId id,
            GatewaySettings settings,
            NodeAddress entrance)
            throws Exception {
        this.id = id;
        this.client = access.client();
        this.recording = recording;
        var _ = client.publish(id.value(), new BlueprintWriter().toJson(recording.blueprint(id)));
        this.gateway =
                Gateway.open(
                        new GatewayIdentity(id, new GatewayId("drill"), 1, "drill"),
                        new GatewayAccess(
                                targets(access, entrance), access.gatewayToken(id.value())),
                        settings,
                        GatewayListener.NONE,
                        new Surroundings(
                                Channels.plaintext(),
                                NO_CHANCE,
                                System::nanoTime,
                                InstantSource.system()));
        try (var feed = recording.feed(FeedOrder.ARRIVAL)) {
            feed.forEachRemaining(held::add);
        }
        held.stream()
                .filter(said -> !(said instanceof Feed.Begin || said instanceof Feed.End))
                .forEach(said -> speaking.add(said.device()));
    }

    /// A gateway begins with the node after the one that chance names.
    private static List<String> targets(ClusterAccess access, NodeAddress entrance) {
        var targets = new ArrayList<>(access.grpcTargets());
        targets.remove(entrance.grpcTarget());
        targets.add(Math.min(1, targets.size()), entrance.grpcTarget());
        return targets;
    }

    StoreId id() {
        return id;
    }

    /// The latest event time of what was said.
    EventTime reached() {
        return reached;
    }

    /// Says all that the gate lets through, and waits until the gateway keeps it.
    void feed(Gate gate) {
        var said = new ArrayList<CompletionStage<?>>();
        var kept = new ArrayList<Feed>();
        for (var feed : held) {
            if (gate.lets(feed) || !speaking.contains(feed.device())) {
                if (gate.lets(feed)) {
                    reached = EventTime.max(reached, feed.at());
                }
                said.add(Feeding.say(gateway.device(feed.device()), feed));
                if (said.size() >= UNDER_WAY) {
                    said.removeFirst().toCompletableFuture().join();
                }
            } else {
                kept.add(feed);
            }
        }
        held.clear();
        held.addAll(kept);
        said.forEach(each -> each.toCompletableFuture().join());
    }

    /// Until the nodes have taken all that was said.
    void awaitTaken() throws Exception {
        var _ = gateway.drained().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /// Until the gateway has forgotten something.
    void awaitForgotten() throws Exception {
        var _ =
                Await.until(
                        id + " has something acknowledged",
                        PATIENCE,
                        Await.NOW_AND_THEN,
                        () -> firstAcknowledged(report()));
    }

    static Optional<GatewayReport.DeviceReport> firstAcknowledged(GatewayReport report) {
        return report.devices().stream()
                .filter(device -> device.counts().acknowledged() > 0)
                .min((one, other) ->
                        one.firstAcknowledgedUntil()
                                .orElse(EventTime.END)
                                .compareTo(other.firstAcknowledgedUntil().orElse(EventTime.END)));
    }

    GatewayReport report() {
        return gateway.report();
    }

    JsonNode status() throws Exception {
        return client.status(id.value());
    }

    /// Until every device has said its last word and every visit is settled.
    void awaitSettled() throws Exception {
        var settled =
                Await.within(
                        PATIENCE,
                        Await.NOW_AND_THEN,
                        () ->
                                Optional.of(status())
                                        .filter(status ->
                                                status.path("ended").asBoolean()
                                                        && status.path("unsettled").asInt() == 0));
        if (settled.isEmpty()) {
            throw new AssertionError(
                    id + " does not settle: " + status() + "; its gateway: " + report());
        }
    }

    Outcome outcome(Journal journal, Bookings bookings) throws Exception {
        var day = LocalDate.ofInstant(recording.begin().instant(), ZoneOffset.UTC);
        var page = client.receipts(id.value(), day, Optional.empty());
        var tracks = new TreeMap<String, String>();
        page.path("items")
                .forEach(kept ->
                        tracks.put(
                                kept.at("/receipt/visit").asText(),
                                kept.at("/receipt/track").asText()));
        var receipts = new TreeMap<String, String>();
        var decisions = new TreeMap<String, String>();
        for (var kept : page.path("items")) {
            var visit = kept.at("/receipt/visit").asText();
            var track = kept.at("/receipt/track").asText();
            receipts.put(track, comparable(kept, tracks));
            var shown = client.visit(id.value(), visit).path("decisions");
            decisions.put(track, comparable(shown, tracks));
        }
        var booked = new TreeMap<String, List<Long>>();
        bookings.of(id)
                .forEach(
                        (visit, amounts) -> booked.put(tracks.getOrDefault(visit, visit), amounts));
        return new Outcome(receipts, decisions, log(journal, tracks), booked);
    }

    /// Two incarnations may have written the same decision; two different ones of one interaction
    /// would both be here.
    private List<String> log(Journal journal, Map<String, String> tracks) throws Exception {
        var log = new ArrayList<String>();
        for (var happening : journal.happenings(id)) {
            if (happening.path("type").asText().equals("decided")) {
                var decision = comparable(happening, tracks);
                if (!log.contains(decision)) {
                    log.add(decision);
                }
            }
        }
        return log;
    }

    private String comparable(JsonNode node, Map<String, String> tracks) throws Exception {
        var text = JSON.writeValueAsString(node).replace(id.value(), "STORE");
        for (var each : tracks.entrySet()) {
            text =
                    text.replace(
                            "\"" + each.getKey() + "\"", "\"visit of " + each.getValue() + "\"");
        }
        return text;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
