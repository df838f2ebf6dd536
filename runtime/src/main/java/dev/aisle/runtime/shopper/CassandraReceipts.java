package dev.aisle.runtime.shopper;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperReply.Stage;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.pekko.Done;

/// The receipts of a store by day, in the table `aisle.receipts`. A day is the UTC date on which
/// the visit began, so that a visit's row never moves.
public final class CassandraReceipts implements ReceiptStore {

    private static final String KEEP =
            "INSERT INTO aisle.receipts (store, day, visit, entered, stage, receipt, charged_minor)"
                    + " VALUES (:store, :day, :visit, :entered, :stage, :receipt, :charged_minor)";
    private static final String LIST =
            "SELECT stage, receipt, charged_minor FROM aisle.receipts"
                    + " WHERE store = :store AND day = :day AND visit > :visit LIMIT :most";
    private static final String FIND =
            "SELECT stage, receipt, charged_minor FROM aisle.receipts"
                    + " WHERE store = :store AND day = :day AND visit = :visit";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CqlSession session;
    private final ConsistencyLevel consistency;

    /// @param session stays the caller's to close
    public CassandraReceipts(CqlSession session, ConsistencyLevel consistency) {
        this.session = session;
        this.consistency = consistency;
    }

    /// A receipt and how far its money has come.
    public record Kept(Receipt receipt, Stage stage, Optional<Money> charged) {}

    @Override
    public CompletionStage<Done> keep(Receipt receipt, Stage stage, Optional<Money> charged) {
        return run(
                        KEEP,
                        row -> {
                            var bound =
                                    row.setString("store", receipt.store().value())
                                            .setLocalDate("day", day(receipt))
                                            .setString("visit", receipt.visit().value())
                                            .setInstant("entered", receipt.entered().instant())
                                            .setString("stage", stage.name())
                                            .setString("receipt", json(receipt));
                            return charged.isPresent()
                                    ? bound.setLong("charged_minor", charged.get().minor())
                                    : bound;
                        })
                .thenApply(_ -> Done.getInstance());
    }

    /// In order of visit.
    ///
    /// @param after the last visit of the page before, empty for the first page
    /// @param most rows on a page, 1 to 1,000
    public CompletionStage<List<Kept>> list(
            StoreId store, LocalDate day, Optional<VisitId> after, int most) {
        if (most < 1 || most > 1_000) {
            throw new IllegalArgumentException("a page has 1 to 1,000 receipts: " + most);
        }
        return run(
                        LIST,
                        row ->
                                row.setString("store", store.value())
                                        .setLocalDate("day", day)
                                        .setString("visit", after.map(VisitId::value).orElse(""))
                                        .setInt("most", most)
                                        .setPageSize(most))
                .thenApply(rows ->
                        StreamSupport.stream(rows.currentPage().spliterator(), false)
                                .map(CassandraReceipts::kept)
                                .toList());
    }

    /// One visit's.
    ///
    /// @param day on which the visit began, UTC
    public CompletionStage<Optional<Kept>> find(StoreId store, LocalDate day, VisitId visit) {
        return run(
                        FIND,
                        row ->
                                row.setString("store", store.value())
                                        .setLocalDate("day", day)
                                        .setString("visit", visit.value()))
                .thenApply(rows -> Optional.ofNullable(rows.one()).map(CassandraReceipts::kept));
    }

    private CompletionStage<AsyncResultSet> run(
            String cql, Function<BoundStatementBuilder, BoundStatementBuilder> bind) {
        // The driver keeps what it has prepared.
        return session.prepareAsync(cql)
                .thenCompose(prepared ->
                        session.executeAsync(
                                bind.apply(prepared.boundStatementBuilder())
                                        .setConsistencyLevel(consistency)
                                        .setIdempotence(true)
                                        .build()));
    }

    private static LocalDate day(Receipt receipt) {
        return LocalDate.ofInstant(receipt.entered().instant(), ZoneOffset.UTC);
    }

    private static Kept kept(Row row) {
        var receipt = receipt(text(row, "receipt"));
        var charged =
                row.isNull("charged_minor")
                        ? Optional.<Money>empty()
                        : Optional.of(
                                new Money(
                                        receipt.total().currency(), row.getLong("charged_minor")));
        return new Kept(receipt, Stage.valueOf(text(row, "stage")), charged);
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }

    static String json(Receipt receipt) {
        try {
            return JSON.writeValueAsString(receipt);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Receipt receipt(String json) {
        try {
            return JSON.readValue(json, Receipt.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
