package dev.aisle.runtime.shopper;

import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;

/// Names one attempt to the payment provider, which books at most once under it. Spelled
/// `store/visit/attempt`.
///
/// @param attempt from 1
public record ChargeKey(StoreId store, VisitId visit, int attempt) {

    public ChargeKey {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1: " + attempt);
        }
    }

    @Override
    public String toString() {
        return store + "/" + visit + "/" + attempt;
    }
}
