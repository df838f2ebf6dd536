package dev.aisle.runtime.http;

import dev.aisle.protocols.attribution.AttributorReply;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.StoreReply;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Where the routes get their answers from.
public interface Sources {

    /// A receipt, and what became of it.
    record Kept(Receipt receipt, ShopperReply.Stage stage, Optional<Money> charged) {}

    CompletionStage<Boolean> exists(StoreId store);

    CompletionStage<StoreReply> publish(Blueprint blueprint, EventTime from);

    CompletionStage<AttributorReply.Status> status(StoreId store);

    /// In order of visit.
    ///
    /// @param after the last visit of the page before
    CompletionStage<List<Kept>> receipts(StoreId store, LocalDate day, Optional<VisitId> after);

    CompletionStage<ShopperReply.Visit> visit(StoreId store, VisitId visit);

    /// What was decided of a visit: decisions that changed its basket or had it among their
    /// candidates, in the order in which they were made.
    CompletionStage<List<Decision>> decisions(StoreId store, ShopperReply.Visit visit);

    /// In Prometheus' text format.
    String metrics();
}
