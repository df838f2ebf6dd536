package dev.aisle.runtime.shopper;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.kernel.StoreId;

/// Reaches a store's Attributor, at most once a message.
@FunctionalInterface
public interface AttributorLine {

    void tell(StoreId store, AttributorCommand command);
}
