package dev.aisle.protocols.attribution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import java.util.Currency;
import java.util.List;

/// What a shopper is told of a visit, in the order of its numbers.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Change.PayerBound.class, name = "payer-bound"),
    @JsonSubTypes.Type(value = Change.StaffBound.class, name = "staff-bound"),
    @JsonSubTypes.Type(value = Change.Taken.class, name = "taken"),
    @JsonSubTypes.Type(value = Change.PutBack.class, name = "put-back"),
    @JsonSubTypes.Type(value = Change.Marked.class, name = "marked"),
    @JsonSubTypes.Type(value = Change.Complete.class, name = "complete")
})
public sealed interface Change {

    EventTime at();

    /// The first change of every visit.
    record Opened(EventTime at, TrackId track, Currency currency, TaxMode taxMode)
            implements Change {}

    record PayerBound(EventTime at, PayerReference payer) implements Change {}

    /// It is somebody who works here, and never pays.
    record StaffBound(EventTime at) implements Change {}

    /// The visit holds more.
    ///
    /// @param price of one piece, as the store's blueprint had it at this time
    record Taken(
            EventTime at,
            InteractionId interaction,
            ProductCode product,
            String name,
            int quantity,
            Money price,
            TaxRate tax,
            double probability)
            implements Change {}

    record PutBack(
            EventTime at,
            InteractionId interaction,
            ProductCode product,
            int quantity,
            double probability)
            implements Change {}

    /// Evidence of the visit is missing for ever.
    record Marked(EventTime at, List<Missing> missing) implements Change {
        public Marked {
            missing = List.copyOf(missing);
        }
    }

    /// The last change: nothing more will come.
    ///
    /// @param at when the visit ended
    record Complete(EventTime at, Ending ending) implements Change {}

    /// How a visit ended.
    enum Ending {
        DOOR,
        /// Out of sight for longer than the store's setting.
        UNSEEN,
        /// Went over into the visit of a group.
        JOINED
    }
}
