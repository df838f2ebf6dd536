package dev.aisle.protocols.shopper;

import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import java.util.List;

/// What one visit bought.
///
/// @param lines in order of product code, then price, then tax; none with quantity 0
/// @param net sum of the lines without tax
/// @param tax sum of the lines' tax
/// @param total what is to be paid: `net` + `tax`
/// @param missing evidence that will never come, where it touches this visit
public record Receipt(
        StoreId store,
        VisitId visit,
        TrackId track,
        EventTime entered,
        EventTime left,
        TaxMode taxMode,
        List<Line> lines,
        Money net,
        Money tax,
        Money total,
        List<Missing> missing) {

    public Receipt {
        lines = List.copyOf(lines);
        missing = List.copyOf(missing);
    }

    /// One product at one price.
    ///
    /// @param price of one piece, as the store quotes it
    /// @param net all pieces without tax
    /// @param tax of all pieces, rounded half up to the minor unit, once a line
    public record Line(
            ProductCode product,
            String name,
            int quantity,
            Money price,
            TaxRate rate,
            Money net,
            Money tax) {}
}
