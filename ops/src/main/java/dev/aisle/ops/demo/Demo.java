package dev.aisle.ops.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.cluster.NodeClient;
import dev.aisle.ops.play.Played;
import dev.aisle.ops.play.Table;
import dev.aisle.ops.provider.LedgerClient;
import dev.aisle.ops.synthetic.SyntheticPlan;
import dev.aisle.ops.synthetic.SyntheticProcess;
import dev.aisle.ops.synthetic.SyntheticStore;
import dev.aisle.ops.synthetic.SyntheticTruth;
import dev.aisle.ops.synthetic.TruthFile;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One run: a synthetic store as a process of its own speaks to a cluster, is watched, and is
/// compared with the truth in the end.
record Demo(LocalCluster cluster, long seed, Optional<Path> recording, Consumer<String> say) {

    private static final StoreId STORE = new StoreId("demo.faim");
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int SUMMARY_EVERY = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String HEAP = "512m";

    /// How long the badge of the staff is valid.
    private static final Duration BADGE = Duration.ofHours(1);

    /// What came of it.
    ///
    /// @param beside what came of the recording
    /// @param seconds from the start of the store to the comparison
    record Outcome(
            long seed,
            int nodes,
            SyntheticTruth truth,
            Comparison comparison,
            Beside.Outcome beside,
            double seconds) {

        boolean isSound() {
            return comparison.isSound() && beside.failures().isEmpty();
        }

        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("seed", seed);
            json.put("nodes", nodes);
            json.put("stores", 1 + beside.stores());
            json.put("visits", comparison.visits());
            json.put("takes", truth.takes());
            json.put("returns", truth.returns());
            json.put("grabs", truth.grabs());
            json.put("receipts", comparison.receipts());
            json.put("exactReceipts", comparison.exact());
            json.put("singleShopperReceipts", comparison.alone());
            json.put("singleShopperExact", comparison.aloneExact());
            json.put("lost", comparison.lost().size());
            json.put("duplicated", comparison.duplicated().size());
            json.put("altered", comparison.altered().size());
            json.put("recordings", beside.played().stream().map(Played::json).toList());
            json.put("failures", beside.failures());
            json.put("seconds", Math.round(seconds * 10) / 10.0);
            return json;
        }

        List<String> lines() {
            var lines = new ArrayList<String>();
            lines.add("");
            lines.add(
                    line(
                            "%d visits: %d takes, %d returns, %d grabs of several",
                            comparison.visits(), truth.takes(), truth.returns(), truth.grabs()));
            lines.add(line("%d receipts", comparison.receipts()));
            lines.add(share("just what was kept", comparison.exact(), comparison.receipts()));
            lines.add(
                    share(
                            "of shoppers with nobody near",
                            comparison.aloneExact(),
                            comparison.alone()));
            lines.add(
                    line(
                            "%d lost, %d duplicated, %d altered (receipts and bookings beside what"
                                    + " really happened)",
                            comparison.lost().size(),
                            comparison.duplicated().size(),
                            comparison.altered().size()));
            comparison.lost().forEach(each -> lines.add("  lost: " + each));
            comparison.duplicated().forEach(each -> lines.add("  duplicated: " + each));
            comparison.altered().forEach(each -> lines.add("  altered: " + each));
            lines.add("");
            if (!beside.played().isEmpty()) {
                lines.addAll(Table.of(beside.played()).lines());
                lines.add("");
            }
            beside.failures().forEach(why -> lines.add("the recording was not played: " + why));
            lines.add("Next:");
            lines.add("  ops/bin/aisle demo --seed " + seed + "    the same store once more");
            lines.add("  ops/bin/aisle up    a cluster for a gateway of your own");
            return lines;
        }

        private static String share(String of, int exact, int all) {
            return line(
                    "  %-28s  %3d of %3d, %.1f %%",
                    of, exact, all, all == 0 ? 100 : 100.0 * exact / all);
        }

        private static String line(String format, Object... values) {
            return String.format(Locale.ROOT, format, values);
        }
    }

    Outcome run() throws Exception {
        var access = cluster.access();
        var client = access.client();
        var plan = SyntheticPlan.faim(seed);
        client.publish(
                STORE.value(),
                new BlueprintWriter().toJson(SyntheticStore.of(plan).blueprint(STORE)));
        say.accept("");
        say.accept("watch it: " + access.page(STORE.value()));
        say.accept("");
        long started = System.nanoTime();
        var truthFile = cluster.settings().data().resolve("truth.json");
        Beside.Outcome played;
        if (recording.isPresent()) {
            try (var beside = new Beside(cluster, recording.get(), say)) {
                runStore(client, truthFile);
                played = beside.outcome();
            }
        } else {
            runStore(client, truthFile);
            played = Beside.Outcome.NONE;
        }
        var truth = TruthFile.read(truthFile).getFirst();
        var comparison =
                Comparison.of(
                        truth.visits(),
                        receipts(client, truth),
                        new LedgerClient(cluster.providerPort()).booked(STORE.value()));
        return new Outcome(
                seed,
                access.nodes().size(),
                truth,
                comparison,
                played,
                (System.nanoTime() - started) / 1e9);
    }

    private void runStore(NodeClient client, Path truthFile) throws Exception {
        var asked =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("staff", true)
                        .put("seconds", BADGE.toSeconds());
        var badge = client.entryCode(STORE.value(), asked).path("code").asText();
        var options = List.of("--badge", STORE + "=" + badge);
        try (var store =
                new SyntheticProcess(cluster, List.of(STORE), seed, truthFile, HEAP, options)) {
            watch(client, store);
        }
    }

    /// Until the store has said its last word and everybody is settled. While a node is started
    /// again the cluster may not answer for some seconds.
    private void watch(NodeClient client, SyntheticProcess store)
            throws ClusterException, InterruptedException {
        var table = new LiveTable();
        long answered = System.nanoTime();
        for (int second = 0; ; second++) {
            store.failIfItFailed();
            try {
                var live = client.live(STORE.value());
                table.lines(live).forEach(say);
                if (second % SUMMARY_EVERY == 0) {
                    say.accept(table.summary(live, nodesUp(client), store.nowMicros()));
                }
                if (store.hasEnded() && isSettled(client)) {
                    return;
                }
                answered = System.nanoTime();
            } catch (ClusterException silent) {
                boolean isPatient = System.nanoTime() - answered < PATIENCE.toNanos();
                if (!NodeClient.isUnanswered(silent) || !isPatient) {
                    throw silent;
                }
                say.accept("the cluster does not answer; it is asked again");
            }
            pause();
        }
    }

    private static boolean isSettled(NodeClient client) throws ClusterException {
        var status = client.status(STORE.value());
        return status.path("ended").asBoolean() && status.path("unsettled").asInt() == 0;
    }

    private static int nodesUp(NodeClient client) throws ClusterException {
        return (int)
                client.cluster()
                        .path("nodes")
                        .valueStream()
                        .filter(node -> node.path("status").asText().equals("up"))
                        .count();
    }

    private static void pause() throws InterruptedException {
        new CompletableFuture<Void>().completeOnTimeout(null, SECOND, TimeUnit.NANOSECONDS).join();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /// Of the UTC days on which visits began.
    private static List<Told> receipts(NodeClient client, SyntheticTruth truth)
            throws ClusterException {
        return client.receipts(STORE.value(), day(truth.begin()), day(truth.end())).stream()
                .map(Told::of)
                .toList();
    }

    private static LocalDate day(EventTime at) {
        return LocalDate.ofInstant(at.instant(), ZoneOffset.UTC);
    }
}
