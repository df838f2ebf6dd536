package dev.aisle.ops.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.Bought;
import dev.aisle.ops.autocheckout.FeedOrder;
import dev.aisle.ops.autocheckout.ReceiptsFile;
import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.NodeClient;
import dev.aisle.ops.gateway.DeviceFeed;
import dev.aisle.ops.gateway.Gateway;
import dev.aisle.ops.gateway.GatewayAccess;
import dev.aisle.ops.gateway.GatewayIdentity;
import dev.aisle.ops.gateway.GatewayListener;
import dev.aisle.ops.gateway.GatewaySettings;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// One recording, played through a cluster as a store of its own.
public final class Session {

    private static final Duration POLL = Duration.ofMillis(100);

    /// Records offered to the gateway and not yet kept by it, of all devices.
    private static final int UNDER_WAY = 200;

    private final Path folder;
    private final StoreId store;
    private final ClusterAccess cluster;
    private final NodeClient client;
    private final Speed speed;
    private final PlaySettings settings;
    private final GatewayListener listener;

    public Session(
            Path folder,
            StoreId store,
            ClusterAccess cluster,
            Speed speed,
            PlaySettings settings,
            GatewayListener listener) {
        this.folder = folder;
        this.store = store;
        this.cluster = cluster;
        this.client = cluster.client();
        this.speed = speed;
        this.settings = settings;
        this.listener = listener;
    }

    /// Plays to the end, and writes the receipts into `out`.
    public Played play(Path out) throws ClusterException, InterruptedException, IOException {
        long started = System.nanoTime();
        var recording = AutoCheckoutRecording.open(folder);
        client.publish(store.value(), new BlueprintWriter().toJson(recording.blueprint(store)));
        try (var gateway = gateway()) {
            feed(recording, gateway);
            await(gateway.drained());
            awaitSettled();
            var visits = visits(recording);
            var name = folder.toAbsolutePath().normalize().getFileName().toString();
            var file =
                    ReceiptsFile.write(
                            out,
                            name + ".json",
                            visits.stream().map(Played.Visit::bought).toList());
            return new Played(
                    name,
                    store.value(),
                    visits,
                    recording.warnings(),
                    file,
                    Duration.ofNanos(System.nanoTime() - started),
                    gateway.report());
        }
    }

    private Gateway gateway() {
        return Gateway.open(
                new GatewayIdentity(store, new GatewayId("player"), 1, "aisle play"),
                new GatewayAccess(cluster.grpcTargets(), cluster.gatewayToken(store.value())),
                GatewaySettings.playback(ConfigFactory.load()),
                listener);
    }

    private void feed(AutoCheckoutRecording recording, Gateway gateway)
            throws ClusterException, InterruptedException {
        Map<DeviceId, DeviceFeed> devices = new HashMap<>();
        var underWay = new ArrayDeque<CompletionStage<?>>();
        long started = System.nanoTime();
        var begin = recording.begin().instant();
        try (var feed = recording.feed(FeedOrder.ARRIVAL)) {
            while (feed.hasNext()) {
                var next = feed.next();
                var due = speed.due(Duration.between(begin, next.arrival()));
                pause(due.minusNanos(System.nanoTime() - started));
                var device = devices.computeIfAbsent(next.device(), gateway::device);
                underWay.add(Feeding.say(device, next));
                if (underWay.size() >= UNDER_WAY) {
                    await(underWay.poll());
                }
            }
        }
        for (var last : underWay) {
            await(last);
        }
    }

    private static void await(CompletionStage<?> stage)
            throws ClusterException, InterruptedException {
        try {
            stage.toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw new ClusterException(
                    "the gateway stopped (" + failed.getCause() + ")",
                    "look at the node's log",
                    failed);
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        if (time.isPositive()) {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /// Until all devices have ended, and every visit is settled.
    void awaitSettled() throws ClusterException, InterruptedException {
        long lastMove = System.nanoTime();
        var status = client.status(store.value());
        while (!status.path("ended").asBoolean() || status.path("unsettled").asInt() > 0) {
            var now = statusUnlessBusy(status);
            if (!now.equals(status)) {
                lastMove = System.nanoTime();
                status = now;
            }
            if (System.nanoTime() - lastMove > settings.stallTimeout().toNanos()) {
                throw new ClusterException(
                        "store " + store + " comes no further than " + status,
                        "look which device holds it back, and at the node's log");
            }
            pause(POLL);
        }
    }

    /// A cluster that does not answer comes no further for now.
    private JsonNode statusUnlessBusy(JsonNode before) throws ClusterException {
        try {
            return client.status(store.value());
        } catch (ClusterException failed) {
            if (NodeClient.isUnanswered(failed)) {
                return before;
            }
            throw failed;
        }
    }

    List<Played.Visit> visits(AutoCheckoutRecording recording) throws ClusterException {
        var kept =
                client.receipts(
                        store.value(),
                        day(recording.begin().instant()),
                        day(recording.end().instant()));
        return kept.stream().map(Session::visit).toList();
    }

    private static LocalDate day(java.time.Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static Played.Visit visit(JsonNode kept) {
        var receipt = kept.path("receipt");
        var products = new TreeMap<ProductCode, Integer>();
        for (var line : receipt.path("lines")) {
            products.merge(
                    new ProductCode(line.path("product").asText()),
                    line.path("quantity").asInt(),
                    Integer::sum);
        }
        var total =
                new Money(
                        Currency.getInstance(receipt.at("/total/currency").asText()),
                        receipt.at("/total/minor").asLong());
        var missing = new ArrayList<String>();
        for (var each : receipt.path("missing")) {
            missing.add(each.path("device").asText() + " " + each.at("/gap/reason").asText());
        }
        return new Played.Visit(
                receipt.path("visit").asText(),
                new Bought(new TrackId(receipt.path("track").asText()), products),
                total.toString(),
                kept.path("stage").asText(),
                missing);
    }
}
