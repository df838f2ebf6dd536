package dev.aisle.ops.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.drill.Await;
import dev.aisle.ops.drill.Journal;
import dev.aisle.ops.gateway.GatewayAccess;
import dev.aisle.ops.gateway.GatewayIdentity;
import dev.aisle.ops.gateway.GatewaySettings;
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
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A phone looks at a node's page while a small store runs in real time: real Chromium, real
/// Cassandra. `aisle.test.seed` says which store.
class PageIT {

    private static final StoreId STORE = new StoreId("test.page");
    private static final int PHONE = 390;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("aisle.test.seed", 20_261_124L);

    @TempDir private static Path folder;
    private static Optional<Chromium> browser = Optional.empty();
    private static Optional<LocalCluster> running = Optional.empty();
    private static Instant begin = Instant.EPOCH;

    @BeforeAll
    static void aStoreRunsWhileAPhoneLooks() throws Exception {
        browser = Optional.of(Chromium.orSkip(folder));
        var home = Path.of(System.getProperty("aisle.home", ".."));
        var config = ConfigFactory.load();
        var settings = ClusterSettings.from(config, folder.resolve("data"), home).withNodes(1);
        running = Optional.of(LocalCluster.start(settings, config, _ -> {}));
        var access = running.orElseThrow().access();
        var store = SyntheticStore.of(SyntheticPlan.small(SEED));
        access.client()
                .publish(STORE.value(), new BlueprintWriter().toJson(store.blueprint(STORE)));
        open(access);
        play(store, access);
        awaitReceipts(access);
    }

    private static void open(ClusterAccess access) throws Exception {
        var page = browser.orElseThrow();
        for (var domain : List.of("Page", "Runtime", "Log", "Network")) {
            var _ = page.call(domain + ".enable", Map.of());
        }
        var _ =
                page.call(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of(
                                "width",
                                PHONE,
                                "height",
                                844,
                                "deviceScaleFactor",
                                3,
                                "mobile",
                                true));
        var _ = page.call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", Sights.SCRIPT));
        var _ = page.call("Page.navigate", Map.of("url", access.page(STORE.value())));
        var _ =
                Await.until(
                        "the page shows the store's map",
                        PATIENCE,
                        Await.NOW_AND_THEN,
                        () ->
                                Optional.of(
                                                page.evaluate(
                                                        "document.querySelectorAll('#map rect').length"))
                                        .filter(shapes -> shapes.asInt() > 0));
    }

    private static void play(SyntheticStore store, ClusterAccess access) throws Exception {
        var config = ConfigFactory.load();
        try (var run =
                new SyntheticRun(
                        store,
                        new GatewayIdentity(STORE, new GatewayId("page"), 1, "test"),
                        new GatewayAccess(access.grpcTargets(), access.gatewayToken(STORE.value())),
                        GatewaySettings.live(config),
                        SyntheticSettings.from(config))) {
            run.connect();
            begin = InstantSource.system().instant();
            var _ = run.play(EventTime.of(begin), true);
        }
    }

    /// Until all are settled, and the page has had the second that it may take.
    private static void awaitReceipts(ClusterAccess access) throws Exception {
        var _ =
                Await.until(
                        STORE + " is settled",
                        PATIENCE,
                        Await.NOW_AND_THEN,
                        () ->
                                Optional.of(access.client().status(STORE.value()))
                                        .filter(status ->
                                                status.path("ended").asBoolean()
                                                        && status.path("unsettled").asInt() == 0));
        var kept = kept();
        var _ =
                Await.within(
                        LIMIT,
                        Await.CLOSELY,
                        () -> Optional.of(sights()).filter(all -> all.receipts().equals(kept)));
    }

    private static Sights sights() throws Exception {
        return Sights.of(browser.orElseThrow().evaluate("window.aisleSights"));
    }

    /// All receipts of the store, as its HTTP interface has them.
    private static Map<String, Sights.Shown> kept() throws Exception {
        var first = LocalDate.ofInstant(begin, ZoneOffset.UTC);
        var client = running.orElseThrow().access().client();
        return Sights.ofReceipts(client.receipts(STORE.value(), first, first.plusDays(1)));
    }

    @AfterAll
    static void stop() throws Exception {
        running.ifPresent(LocalCluster::close);
        if (browser.isPresent()) {
            browser.get().close();
        }
    }

    /// From the moment at which the node hands the event to Cassandra to the moment at which the
    /// page's document holds the basket; both clocks are this machine's.
    @Test
    void everyBasketChangesOnThePageWithinASecondOfItsEvent() throws Exception {
        try (var journal = new Journal(running.orElseThrow().journal())) {
            var delays = sights().delays(Sights.ofJournal(journal.of(Journal.attributor(STORE))));
            assertThat(delays)
                    .as("seed %d", SEED)
                    .hasSizeGreaterThan(SyntheticPlan.small(SEED).crowd().shoppers())
                    .allMatch(delay -> delay.time().compareTo(LIMIT) <= 0);
        }
    }

    @Test
    void everyReceiptAppearsAsItIsKept() throws Exception {
        assertThat(kept()).as("seed %d", SEED).isNotEmpty();
        assertThat(sights().receipts()).as("seed %d", SEED).isEqualTo(kept());
    }

    @Test
    void thePageAsksNobodyButItsNode() {
        var origin = running.orElseThrow().access().page().replaceFirst("#.*", "");
        var asked =
                Stream.concat(
                                told("Network.requestWillBeSent", "/request/url"),
                                told("Network.webSocketCreated", "/url"))
                        .filter(url -> !url.startsWith("data:"))
                        .toList();
        assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(origin));
    }

    @Test
    void thePageLogsNoError() {
        assertThat(
                        Stream.of(
                                        told("Runtime.exceptionThrown", "/exceptionDetails"),
                                        told("Log.entryAdded", "/entry"),
                                        told("Runtime.consoleAPICalled", ""))
                                .flatMap(each -> each))
                .isEmpty();
    }

    @Test
    void onAPhoneNothingScrollsSideways() throws Exception {
        assertThat(sights().widest()).isEqualTo(PHONE);
    }

    private static Stream<String> told(String method, String path) {
        return browser.orElseThrow().told(method).stream()
                .map(event -> event.at(path))
                .map(node -> node.isTextual() ? node.asText() : node.toString());
    }
}
