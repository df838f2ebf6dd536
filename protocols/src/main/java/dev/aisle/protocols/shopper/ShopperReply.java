package dev.aisle.protocols.shopper;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.kernel.Wire;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a shopper answers.
public sealed interface ShopperReply extends Wire {

    /// A visit as its shopper knows it.
    ///
    /// @param track absent where nobody of this name was ever seen
    /// @param basket product and pieces, above 0
    /// @param applied number of the last change
    /// @param receipt once settled
    record Visit(
            VisitId visit,
            Optional<TrackId> track,
            Optional<EventTime> entered,
            SortedMap<ProductCode, Integer> basket,
            long applied,
            Stage stage,
            Optional<Receipt> receipt,
            Optional<Money> charged)
            implements ShopperReply {
        public Visit {
            basket = Collections.unmodifiableSortedMap(new TreeMap<>(basket));
        }
    }

    /// How far a visit has come.
    enum Stage {
        UNKNOWN,
        SHOPPING,
        /// The receipt stands; payment is on its way.
        SETTLED,
        PAID,
        /// Nothing was bought.
        NOTHING_OWED,
        WRITTEN_OFF
    }
}
