package dev.aisle.ops.bench;

import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.cluster.NodeClient;
import dev.aisle.ops.demo.Comparison;
import dev.aisle.ops.demo.Told;
import dev.aisle.ops.provider.LedgerClient;
import dev.aisle.ops.synthetic.SyntheticPlan;
import dev.aisle.ops.synthetic.SyntheticProcess;
import dev.aisle.ops.synthetic.SyntheticStore;
import dev.aisle.ops.synthetic.SyntheticTruth;
import dev.aisle.ops.synthetic.TruthFile;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Busy synthetic stores in real time against one node, and afterwards some of them alone.
///
/// @param measured of each store, once all shoppers of the first minutes are there
/// @param warmUp before
/// @param fadeOut afterwards, in which the last shoppers leave
/// @param compared stores that are run alone as well
record IngestRun(
        LocalCluster cluster,
        int stores,
        long seed,
        Duration measured,
        Duration warmUp,
        Duration fadeOut,
        int compared,
        String heap,
        Consumer<String> say) {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Duration SETTLING = Duration.ofMinutes(3);

    private record Window(
            double seconds, Scrape before, Scrape after, Duration cpu, List<Delays> delays) {}

    /// @param bareTell the ceiling, measured before
    IngestFigures run(double bareTell) throws Exception {
        var ids = new ArrayList<StoreId>();
        for (int i = 0; i < stores; i++) {
            ids.add(new StoreId(String.format(Locale.ROOT, "bench.store-%03d", i)));
            publish(ids.getLast(), i);
        }
        var truthFile = cluster.settings().data().resolve("truth.json");
        Window window;
        try (var load = new SyntheticProcess(cluster, ids, seed, truthFile, heap, options("1"))) {
            window = measure(load, ids);
            awaitEnd(load);
        }
        awaitSettled(ids);
        var truths = TruthFile.read(truthFile);
        var unsound = new ArrayList<String>();
        var different = new ArrayList<String>();
        int receipts = 0;
        for (int i = 0; i < stores; i++) {
            var told = receipts(ids.get(i), truths.get(i));
            receipts += told.size();
            unsound.addAll(compared(ids.get(i), truths.get(i), told));
            if (i < compared) {
                different.addAll(differences(ids.get(i), told, alone(i, truths.get(i))));
            }
        }
        var before = window.before();
        var after = window.after();
        return new IngestFigures(
                bareTell,
                stores,
                window.seconds(),
                after.since(before, "aisle_records_taken_total{kind=\"camera\"}"),
                after.since(before, "aisle_messages_total"),
                window.cpu().toMillis() / 1e3,
                after.latency(before, 0.5),
                after.latency(before, 0.99),
                after.baskets(before),
                Math.round(after.since(before, "aisle_basket_latency_unmeasured_total")),
                window.delays(),
                truths.stream().mapToInt(truth -> truth.visits().size()).sum(),
                receipts,
                unsound,
                Math.min(compared, stores),
                different);
    }

    private Duration whole() {
        return warmUp.plus(measured).plus(fadeOut);
    }

    private List<String> options(String speed) {
        return List.of(
                "--busy",
                "--minutes",
                String.valueOf(whole().toMillis() / 60_000.0),
                "--speed",
                speed);
    }

    private void publish(StoreId id, int number) throws ClusterException {
        var plan = SyntheticPlan.busy(seed + number, whole());
        client().publish(
                        id.value(),
                        new BlueprintWriter().toJson(SyntheticStore.of(plan).blueprint(id)));
    }

    private NodeClient client() {
        return cluster.access().client();
    }

    private Window measure(SyntheticProcess load, List<StoreId> ids)
            throws ClusterException, InterruptedException {
        say.accept("warming up for " + warmUp.toSeconds() + " s");
        rest(warmUp.toNanos());
        load.failIfItFailed();
        var delays = ids.stream().map(_ -> new Delays()).toList();
        var before = Scrape.parse(client().metrics());
        var cpu = load.cpu().plus(cluster.cpu());
        long from = System.nanoTime();
        long told = from;
        while (System.nanoTime() - from < measured.toNanos()) {
            load.failIfItFailed();
            for (int i = 0; i < ids.size(); i++) {
                delays.get(i).add(behind(load, ids.get(i)));
            }
            if (System.nanoTime() - told > 15 * SECOND) {
                told = System.nanoTime();
                tell(before, delays, told - from);
            }
            rest(2 * SECOND);
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        return new Window(
                seconds,
                before,
                Scrape.parse(client().metrics()),
                load.cpu().plus(cluster.cpu()).minus(cpu),
                delays);
    }

    private void tell(Scrape before, List<Delays> delays, long nanos) throws ClusterException {
        var now = Scrape.parse(client().metrics());
        say.accept(
                String.format(
                        Locale.ROOT,
                        "%d s: %.0f frames/s, p99 %.0f ms, slowest stream %.0f ms behind",
                        nanos / SECOND,
                        now.since(before, "aisle_records_taken_total{kind=\"camera\"}")
                                / (nanos / 1e9),
                        now.latency(before, 0.99).orElse(Double.NaN),
                        delays.stream().mapToDouble(Delays::last).max().orElse(0)));
    }

    /// Milliseconds from the time that every device has covered to now.
    private double behind(SyntheticProcess load, StoreId id) throws ClusterException {
        long frontier = client().status(id.value()).at("/progress/frontier").asLong();
        return (load.nowMicros() - frontier) / 1e3;
    }

    private void awaitEnd(SyntheticProcess load) throws ClusterException, InterruptedException {
        while (!load.hasEnded()) {
            rest(SECOND);
        }
        load.failIfItFailed();
    }

    private void awaitSettled(List<StoreId> ids) throws ClusterException, InterruptedException {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        for (var id : ids) {
            while (true) {
                var status = client().status(id.value());
                if (status.path("ended").asBoolean() && status.path("unsettled").asInt() == 0) {
                    break;
                }
                if (System.nanoTime() > deadline) {
                    throw new ClusterException(
                            id + " did not come to its end", "see the log of the node");
                }
                rest(SECOND / 4);
            }
        }
    }

    private static List<Told> receipts(NodeClient client, StoreId id, SyntheticTruth truth)
            throws ClusterException {
        return client.receipts(id.value(), day(truth.begin()), day(truth.end())).stream()
                .map(Told::of)
                .toList();
    }

    private List<Told> receipts(StoreId id, SyntheticTruth truth) throws ClusterException {
        return receipts(client(), id, truth);
    }

    private static LocalDate day(EventTime at) {
        return LocalDate.ofInstant(at.instant(), ZoneOffset.UTC);
    }

    private List<String> compared(StoreId id, SyntheticTruth truth, List<Told> told)
            throws Exception {
        var found =
                Comparison.of(
                        truth.visits(),
                        told,
                        new LedgerClient(cluster.providerPort()).booked(id.value()));
        var unsound = new ArrayList<String>();
        found.lost().forEach(each -> unsound.add(id + " lost: " + each));
        found.duplicated().forEach(each -> unsound.add(id + " duplicated: " + each));
        found.altered().forEach(each -> unsound.add(id + " altered: " + each));
        return unsound;
    }

    /// The same store from the same moment on, as fast as it goes, with nobody beside it.
    private List<Told> alone(int number, SyntheticTruth truth) throws Exception {
        var id = new StoreId(String.format(Locale.ROOT, "bench.alone-%03d", number));
        say.accept("running store " + number + " alone");
        publish(id, number);
        var options = new ArrayList<>(options("max"));
        options.addAll(List.of("--begin", truth.begin().instant().toString()));
        var file = cluster.settings().data().resolve("alone.json");
        try (var load =
                new SyntheticProcess(cluster, List.of(id), seed + number, file, heap, options)) {
            awaitEnd(load);
        }
        awaitSettled(List.of(id));
        return receipts(id, truth);
    }

    private static List<String> differences(StoreId id, List<Told> among, List<Told> alone) {
        var one = byTrack(among);
        var other = byTrack(alone);
        var tracks = new ArrayList<>(one.keySet());
        other.keySet().stream().filter(track -> !one.containsKey(track)).forEach(tracks::add);
        return tracks.stream()
                .filter(track ->
                        !one.getOrDefault(track, List.of())
                                .equals(other.getOrDefault(track, List.of())))
                .map(track ->
                        id
                                + ": "
                                + track
                                + " has "
                                + one.getOrDefault(track, List.of())
                                + ", alone "
                                + other.getOrDefault(track, List.of()))
                .toList();
    }

    /// What was bought and for how much; visits' own names follow from the store's.
    private static Map<TrackId, List<String>> byTrack(List<Told> told) {
        var byTrack = new TreeMap<TrackId, List<String>>();
        told.forEach(each ->
                byTrack.computeIfAbsent(each.track(), _ -> new ArrayList<>())
                        .add(each.products() + " for " + each.total() + ", " + each.stage()));
        byTrack.values().forEach(each -> each.sort(String::compareTo));
        return byTrack;
    }

    private static void rest(long nanos) throws InterruptedException {
        new CompletableFuture<Void>().completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS).join();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
