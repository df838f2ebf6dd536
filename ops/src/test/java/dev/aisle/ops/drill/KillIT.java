package dev.aisle.ops.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.drill.FedStore.Gate;
import dev.aisle.ops.drill.Undisturbed.Interaction;
import dev.aisle.ops.gateway.GatewayReport;
import dev.aisle.ops.gateway.GatewayReport.FirstAcknowledged;
import dev.aisle.ops.gateway.GatewayReport.Named;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node is killed at moments that hurt, and started again. Receipts, charges and decisions are
/// those of the undisturbed run, though the gateway has really forgotten what was acknowledged.
///
/// `aisle.kill.moments` says how many moments, `aisle.recording` which recording, `aisle.test.seed`
/// which chance.
class KillIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NODE = "node-1";
    private static final int TRIES = 3;

    /// When the node is killed. Each is reached by looking, and looked at again once it is over.
    private enum Moment {
        BEFORE_THE_PICK,
        SETTLED_BUT_UNDECIDED,
        CHARGED_BUT_UNRECORDED("aisle.shopper.ask-again.min", Duration.ofSeconds(3)),
        DECIDED_BUT_NOT_IN_THE_BASKET("aisle.drill.delay.fence", Duration.ofSeconds(2)),
        IN_THE_BASKET_BUT_UNACKNOWLEDGED("aisle.drill.delay.shopper-ack", Duration.ofSeconds(3)),
        BETWEEN_EXIT_AND_CHARGE("aisle.drill.delay.charge", Duration.ofSeconds(3));

        private final String widened;
        private final Duration by;

        Moment() {
            this("", Duration.ZERO);
        }

        /// @param widened setting that widens the gap in which the node is killed
        Moment(String widened, Duration by) {
            this.widened = widened;
            this.by = by;
        }

        Map<String, String> settings() {
            var settings = new TreeMap<String, String>();
            settings.put("aisle.shelf.anchor-at-most", "2s");
            settings.put("aisle.shelf.anchor-quiet", "2s");
            if (!widened.isEmpty()) {
                settings.put(widened, by.toMillis() + "ms");
            }
            return settings;
        }

        private String storeName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @TempDir private Path folder;

    @Test
    void aKilledNodeChangesNoReceiptAndNoDecision() throws Exception {
        int moments = Integer.getInteger("aisle.kill.moments", 5);
        long seed = Long.getLong("aisle.test.seed", 20_261_124L);
        var plan = plan(moments, seed);
        var recording = Recording.open(folder);
        var settings =
                ClusterSettings.from(
                                ConfigFactory.load(),
                                folder.resolve("data"),
                                Path.of(System.getProperty("aisle.home", "..")))
                        .withOverrides(plan.getFirst().settings());
        try (var cluster = LocalCluster.start(settings, ConfigFactory.load(), _ -> {});
                var journal = new Journal(cluster.journal())) {
            var bookings = new Bookings(cluster.providerPort());
            var undisturbed = Undisturbed.run(cluster, journal, bookings, recording);
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            var drill = new Drill(cluster, journal, bookings, recording, undisturbed, random, seed);
            for (int i = 0; i < plan.size(); i++) {
                var next = plan.get(Math.min(i + 1, plan.size() - 1));
                drill.run(plan.get(i), next, i + 1);
            }
        }
    }

    /// Every kind in turn, beginning with another one for each seed; those of a kind together,
    /// since they share their settings.
    private static List<Moment> plan(int moments, long seed) {
        var kinds = Moment.values();
        var plan = new ArrayList<Moment>();
        for (int i = 0; i < moments; i++) {
            plan.add(kinds[Math.floorMod(i + seed, kinds.length)]);
        }
        plan.sort(Comparator.naturalOrder());
        return plan;
    }

    /// Kills, and compares with the undisturbed run.
    private record Drill(
            LocalCluster cluster,
            Journal journal,
            Bookings bookings,
            AutoCheckoutRecording recording,
            Undisturbed undisturbed,
            RandomGenerator random,
            long seed) {

        /// A moment that was over too soon is tried again; what came of it must be right all the
        /// same.
        void run(Moment moment, Moment next, int number) throws Exception {
            for (int attempt = 1; attempt <= TRIES; attempt++) {
                var claim =
                        String.format(
                                Locale.ROOT, "%d %s, seed %d/%d", number, moment, seed, attempt);
                if (kill(moment, next, number + "-" + attempt, claim)) {
                    return;
                }
                System.out.printf(Locale.ROOT, "kill %s: missed%n", claim);
            }
            throw new AssertionError("seed " + seed + ": never met " + moment);
        }

        private boolean kill(Moment moment, Moment next, String name, String claim)
                throws Exception {
            var id = new StoreId("drill." + moment.storeName() + "-" + name);
            var target =
                    undisturbed
                            .interactions()
                            .get(random.nextInt(undisturbed.interactions().size()));
            try (var store = new FedStore(cluster.access(), recording, id)) {
                var scene = new Scene(moment, store, target);
                reach(scene);
                var before = store.report();
                long killed = System.currentTimeMillis();
                cluster.node(NODE).kill();
                boolean met = met(scene, killed);
                cluster.restart(NODE, (met ? next : moment).settings());
                long ready = System.currentTimeMillis();
                var reached = store.reached();
                store.feed(Gate.OPEN);
                store.awaitTaken();
                store.awaitSettled();
                var report =
                        new Told(
                                reached,
                                before,
                                store.report(),
                                Duration.ofMillis(ready - killed),
                                Duration.ofMillis(System.currentTimeMillis() - killed));
                System.out.printf(Locale.ROOT, "kill %s: %s%n", claim, report);
                assertThat(report.after().total().rewoundBelowAcknowledged())
                        .as("%s: asked again for what was acknowledged", claim)
                        .isZero();
                assertThat(store.outcome(journal, bookings))
                        .as("%s: receipts, decisions, bookings", claim)
                        .isEqualTo(undisturbed.outcome());
                return met;
            }
        }

        /// @param target the interaction that the moment is about
        private record Scene(Moment moment, FedStore store, Interaction target) {}

        private void reach(Scene scene) throws Exception {
            var store = scene.store();
            var jitter = Duration.ofMillis(random.nextInt(400));
            var target = scene.target();
            store.feed(Gate.all(target.onset().minus(Duration.ofMillis(500)).minus(jitter)));
            store.awaitTaken();
            store.awaitForgotten();
            var soonDecided = target.settled().plus(Duration.ofSeconds(2)).plus(jitter);
            switch (scene.moment()) {
                case BEFORE_THE_PICK -> {}
                case SETTLED_BUT_UNDECIDED -> {
                    store.feed(
                            new Gate(target.onset().minus(jitter), soonDecided, target.settled()));
                    store.awaitTaken();
                }
                case DECIDED_BUT_NOT_IN_THE_BASKET, IN_THE_BASKET_BUT_UNACKNOWLEDGED ->
                        store.feed(Gate.all(soonDecided));
                case BETWEEN_EXIT_AND_CHARGE -> store.feed(Gate.OPEN);
                case CHARGED_BUT_UNRECORDED -> {
                    bookings.answerNot(1);
                    store.feed(Gate.OPEN);
                }
            }
            if (Await.within(PATIENCE, Await.CLOSELY, () -> sign(scene)).isEmpty()) {
                throw new AssertionError(
                        scene + " does not come; " + store.status() + "; " + store.report());
            }
        }

        /// What shows that the moment has come: when it began.
        private Optional<Long> sign(Scene scene) throws Exception {
            return switch (scene.moment()) {
                case BEFORE_THE_PICK -> Optional.of(0L);
                case SETTLED_BUT_UNDECIDED -> Optional.of(0L);
                case DECIDED_BUT_NOT_IN_THE_BASKET -> decided(scene);
                case IN_THE_BASKET_BUT_UNACKNOWLEDGED -> taken(scene);
                case BETWEEN_EXIT_AND_CHARGE -> attempted(scene).map(Journal.Written::millis);
                case CHARGED_BUT_UNRECORDED -> {
                    var booked = bookings.of(scene.store().id());
                    yield booked.isEmpty() ? Optional.empty() : Optional.of(0L);
                }
            };
        }

        /// Whether the node was killed in the moment, as what it left behind shows.
        private boolean met(Scene scene, long killed) throws Exception {
            bookings.answerNot(0);
            var moment = scene.moment();
            var id = scene.store().id();
            return switch (moment) {
                case BEFORE_THE_PICK, SETTLED_BUT_UNDECIDED -> decided(scene).isEmpty();
                case DECIDED_BUT_NOT_IN_THE_BASKET -> taken(scene).isEmpty();
                case IN_THE_BASKET_BUT_UNACKNOWLEDGED ->
                        killed < taken(scene).orElseThrow() + moment.by.toMillis();
                case BETWEEN_EXIT_AND_CHARGE ->
                        killed < attempted(scene).orElseThrow().millis() + moment.by.toMillis()
                                && bookings.of(id).isEmpty();
                case CHARGED_BUT_UNRECORDED ->
                        shoppers(id, "ShopperEvent.Charged").size() < bookings.of(id).size();
            };
        }

        private Optional<Long> decided(Scene scene) {
            return journal.of(Journal.attributor(scene.store().id())).stream()
                    .filter(row ->
                            row.event()
                                    .path("happenings")
                                    .valueStream()
                                    .map(each -> each.at("/decision/evidence/interaction/id"))
                                    .anyMatch(each -> each.asText().equals(scene.target().id())))
                    .map(Journal.Written::millis)
                    .findFirst();
        }

        private Optional<Long> taken(Scene scene) {
            return shoppers(scene.store().id(), "ShopperEvent.Applied").stream()
                    .filter(row ->
                            row.event()
                                    .path("changes")
                                    .valueStream()
                                    .map(each -> each.at("/change/interaction"))
                                    .anyMatch(each -> each.asText().equals(scene.target().id())))
                    .map(Journal.Written::millis)
                    .findFirst();
        }

        private Optional<Journal.Written> attempted(Scene scene) {
            return shoppers(scene.store().id(), "ShopperEvent.ChargeAttempted").stream()
                    .findFirst();
        }

        private List<Journal.Written> shoppers(StoreId store, String manifest) {
            return journal.visits(store).stream()
                    .flatMap(visit -> journal.of(Journal.shopper(store, visit)).stream())
                    .filter(row -> row.manifest().equals(manifest))
                    .toList();
        }
    }

    /// What is told of a kill.
    ///
    /// @param reached event time up to which devices had spoken
    /// @param ready from the kill until the node was ready again
    /// @param settled from the kill until all was settled
    private record Told(
            EventTime reached,
            GatewayReport before,
            GatewayReport after,
            Duration ready,
            Duration settled) {

        @Override
        public String toString() {
            var again = after.reconnects().stream().skip(before.reconnects().size()).findFirst();
            return String.format(
                    Locale.ROOT,
                    "at %s; before it %d records forgotten, the first %s;"
                            + " after it %d sent again, the first %s, acknowledged first %s;"
                            + " node ready after %.1f s, all settled after %.1f s",
                    reached,
                    before.total().acknowledged(),
                    FedStore.firstAcknowledged(before)
                            .map(device ->
                                    device.device()
                                            + " up to "
                                            + device.firstAcknowledgedUntil().orElse(reached))
                            .orElse("none"),
                    after.total().resent() - before.total().resent(),
                    again.flatMap(GatewayReport.Reconnect::firstResent)
                            .map(Told::spelled)
                            .orElse("none"),
                    again.flatMap(GatewayReport.Reconnect::firstAcknowledged)
                            .map(Told::spelled)
                            .orElse("none"),
                    ready.toMillis() / 1e3,
                    settled.toMillis() / 1e3);
        }

        private static String spelled(Named record) {
            return record.device()
                    + " "
                    + record.boot()
                    + "/"
                    + record.seq()
                    + " of "
                    + record.at();
        }

        private static String spelled(FirstAcknowledged word) {
            return String.format(
                    Locale.ROOT,
                    "%s before %d after %.1f s",
                    word.device(),
                    word.nextSeq(),
                    word.after().toMillis() / 1e3);
        }
    }
}
