package dev.aisle.ops.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.autocheckout.FeedOrder;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.gateway.DeviceFeed;
import dev.aisle.ops.gateway.Gateway;
import dev.aisle.ops.gateway.GatewayAccess;
import dev.aisle.ops.gateway.GatewayIdentity;
import dev.aisle.ops.gateway.GatewayListener;
import dev.aisle.ops.gateway.GatewayReport;
import dev.aisle.ops.gateway.GatewaySettings;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.StoreId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// A store that is fed with a recording, as far as a drill lets it.
final class FedStore implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Up to which event time each kind of device may speak.
    record Gate(EventTime cameras, EventTime shelves, EventTime doors) {

        static final Gate OPEN = all(EventTime.END);

        static Gate all(EventTime to) {
            return new Gate(to, to, to);
        }

        private boolean lets(Feed feed) {
            var name = feed.device().value();
            var to =
                    name.startsWith("cam-") ? cameras : name.startsWith("shelf-") ? shelves : doors;
            return !feed.at().isAfter(to);
        }
    }

    /// What became of a store, with visit ids replaced by their tracks, so that two stores can be
    /// compared.
    ///
    /// @param receipts by track: lines, total, missing evidence
    /// @param decisions by track, with all evidence
    record Outcome(Map<String, JsonNode> receipts, Map<String, String> decisions) {}

    private final StoreId store;
    private final LocalCluster cluster;
    private final AutoCheckoutRecording recording;
    private final Gateway gateway;
    private final Map<DeviceId, DeviceFeed> devices = new HashMap<>();
    private final List<Feed> held = new ArrayList<>();

    FedStore(LocalCluster cluster, AutoCheckoutRecording recording, String name) throws Exception {
        this.cluster = cluster;
        this.recording = recording;
        this.store = new StoreId("drill." + name);
        cluster.access()
                .client()
                .publish(store.value(), new BlueprintWriter().toJson(recording.blueprint(store)));
        var access = cluster.access();
        gateway =
                Gateway.open(
                        new GatewayIdentity(store, new GatewayId("drill"), 1, "drill"),
                        new GatewayAccess(access.grpcTargets(), access.gatewayToken(store.value())),
                        GatewaySettings.PLAYBACK,
                        GatewayListener.NONE);
        try (var feed = recording.feed(FeedOrder.ARRIVAL)) {
            feed.forEachRemaining(held::add);
        }
    }

    StoreId store() {
        return store;
    }

    /// Says all that the gate lets through.
    void feed(Gate gate) {
        var said = new ArrayList<CompletionStage<?>>();
        var kept = new ArrayList<Feed>();
        for (var feed : held) {
            if (gate.lets(feed)) {
                var device = devices.computeIfAbsent(feed.device(), gateway::device);
                said.add(say(device, feed));
                if (said.size() % 100 == 0) {
                    said.getLast().toCompletableFuture().join();
                }
            } else {
                kept.add(feed);
            }
        }
        held.clear();
        held.addAll(kept);
        said.forEach(each -> each.toCompletableFuture().join());
    }

    private static CompletionStage<?> say(DeviceFeed device, Feed feed) {
        return switch (feed) {
            case Feed.Begin begin -> device.begin(begin.at());
            case Feed.Pose pose -> device.pose(pose.at(), pose.frame());
            case Feed.Weights weights -> device.weights(weights.at(), weights.batch());
            case Feed.Door door -> device.door(door.at(), door.event());
            case Feed.Covered covered -> device.covered(covered.at());
            case Feed.End end -> device.end(end.at());
        };
    }

    /// Until the nodes have taken all that was said.
    void awaitTaken() throws Exception {
        gateway.drained().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    GatewayReport report() {
        return gateway.report();
    }

    JsonNode status() throws Exception {
        return cluster.access().client().status(store.value());
    }

    /// Until every visit is settled.
    void awaitSettled() throws Exception {
        Await.until(
                store + " settles",
                PATIENCE,
                () -> {
                    var status = status();
                    return status.path("ended").asBoolean() && status.path("unsettled").asInt() == 0
                            ? Optional.of(true)
                            : Optional.empty();
                });
    }

    Outcome outcome() throws Exception {
        var client = cluster.access().client();
        var day = LocalDate.ofInstant(recording.begin().instant(), ZoneOffset.UTC);
        var page = client.receipts(store.value(), day, Optional.empty());
        var tracks = new TreeMap<String, String>();
        page.forEach(kept ->
                tracks.put(kept.at("/receipt/visit").asText(), kept.at("/receipt/track").asText()));
        var receipts = new TreeMap<String, JsonNode>();
        var decisions = new TreeMap<String, String>();
        for (var kept : page) {
            var visit = kept.at("/receipt/visit").asText();
            var track = kept.at("/receipt/track").asText();
            receipts.put(track, JSON.readTree(comparable(kept, tracks)));
            decisions.put(
                    track,
                    comparable(client.visit(store.value(), visit).path("decisions"), tracks));
        }
        return new Outcome(receipts, decisions);
    }

    private String comparable(JsonNode node, Map<String, String> tracks) throws Exception {
        var text = JSON.writeValueAsString(node).replace(store.value(), "STORE");
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
