package dev.aisle.ops.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.cassandra.EmbeddedCassandra;
import dev.aisle.ops.cassandra.EmbeddedCassandraSettings;
import dev.aisle.ops.cassandra.Replication;
import dev.aisle.ops.cassandra.SchemaApplier;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperReply.Stage;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import dev.aisle.runtime.payers.CassandraPayers;
import dev.aisle.runtime.shopper.CassandraReceipts;
import dev.aisle.runtime.shopper.CassandraReceipts.Kept;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Receipts and payers in a real Cassandra.
class ReadModelIT {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Optional<Money> CHARGED = Optional.of(new Money(EUR, 120));
    private static final PayerReference PAYER = new PayerReference("p-1");

    @TempDir private static Path folder;
    private static EmbeddedCassandra cassandra;
    private static CqlSession session;

    private static CassandraReceipts receipts;
    private static CassandraPayers payers;

    @BeforeAll
    static void start() throws Exception {
        cassandra =
                EmbeddedCassandra.start(
                        EmbeddedCassandraSettings.from(
                                        ConfigFactory.load(),
                                        folder,
                                        Path.of("target", "cassandra", "lib"))
                                .withNativePort(0),
                        _ -> {});
        SchemaApplier.applyShipped(
                cassandra.address(), EmbeddedCassandra.DATACENTER, Replication.EMBEDDED);
        session =
                CqlSession.builder()
                        .addContactPoint(cassandra.address())
                        .withLocalDatacenter(EmbeddedCassandra.DATACENTER)
                        .build();
        receipts = new CassandraReceipts(session, DefaultConsistencyLevel.QUORUM);
        payers = new CassandraPayers(session, DefaultConsistencyLevel.QUORUM);
    }

    @AfterAll
    static void stop() {
        session.close();
        cassandra.close();
    }

    @Test
    void aReceiptReadsBackAsItWasKept() {
        var paid = receipt("acme.one", "v-1");
        keep(paid, Stage.PAID, CHARGED);
        assertThat(await(receipts.find(paid.store(), DAY, paid.visit())))
                .contains(new Kept(paid, Stage.PAID, CHARGED));
    }

    @Test
    void whatIsNotChargedHasNoCharge() {
        var writtenOff = receipt("acme.one", "v-2");
        keep(writtenOff, Stage.WRITTEN_OFF, Optional.empty());
        assertThat(await(receipts.find(writtenOff.store(), DAY, writtenOff.visit())))
                .contains(new Kept(writtenOff, Stage.WRITTEN_OFF, Optional.empty()));
    }

    @Test
    void aReceiptThatIsKeptTwiceIsOne() {
        var paid = receipt("acme.two", "v-1");
        keep(paid, Stage.PAID, CHARGED);
        keep(paid, Stage.PAID, CHARGED);
        assertThat(await(receipts.list(paid.store(), DAY, Optional.empty(), 10)))
                .containsExactly(new Kept(paid, Stage.PAID, CHARGED));
    }

    @Test
    void aDayComesInPages() {
        for (var visit : List.of("v-3", "v-1", "v-2")) {
            keep(receipt("acme.three", visit), Stage.PAID, CHARGED);
        }
        var store = new StoreId("acme.three");
        var first = await(receipts.list(store, DAY, Optional.empty(), 2));
        var second = await(receipts.list(store, DAY, Optional.of(new VisitId("v-2")), 2));
        assertThat(List.of(visits(first), visits(second)))
                .containsExactly(List.of("v-1", "v-2"), List.of("v-3"));
    }

    @Test
    void aStoreSeesItsOwnAlone() {
        keep(receipt("acme.four", "v-1"), Stage.PAID, CHARGED);
        assertThat(await(receipts.list(new StoreId("acme.five"), DAY, Optional.empty(), 10)))
                .isEmpty();
    }

    @Test
    void aTokenIsKept() {
        await(payers.keep(PAYER, "tok"));
        assertThat(await(payers.token(PAYER))).contains("tok");
    }

    @Test
    void aTokenIsForgotten() {
        await(payers.keep(PAYER, "tok"));
        await(payers.forget(PAYER));
        assertThat(await(payers.token(PAYER))).isEmpty();
    }

    private void keep(Receipt receipt, Stage stage, Optional<Money> charged) {
        await(receipts.keep(receipt, stage, charged));
    }

    private static List<String> visits(List<Kept> page) {
        return page.stream().map(kept -> kept.receipt().visit().value()).toList();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static Receipt receipt(String store, String visit) {
        var entered = EventTime.of(Instant.parse("2026-03-01T23:59:00.123456Z"));
        var left = entered.plusMicros(120_000_000);
        return new Receipt(
                new StoreId(store),
                new VisitId(visit),
                new TrackId("3325379692103139202"),
                entered,
                left,
                TaxMode.INCLUDED,
                List.of(
                        new Receipt.Line(
                                new ProductCode("071142008582"),
                                "Milk, 1 l",
                                1,
                                new Money(EUR, 120),
                                new TaxRate(200_000),
                                new Money(EUR, 100),
                                new Money(EUR, 20))),
                new Money(EUR, 100),
                new Money(EUR, 20),
                new Money(EUR, 120),
                List.of(
                        new Missing(
                                new DeviceId("camera-1"),
                                new Gap(entered, left, GapReason.GAP_REASON_SILENT))));
    }
}
