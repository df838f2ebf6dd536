package dev.aisle.runtime.shopper;

import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.StoreId;
import java.util.List;

/// Is told what has become of baskets; measures it.
@FunctionalInterface
public interface BasketWatch {

    /// A shopper's journal holds these changes.
    void persisted(StoreId store, List<Numbered> changes);
}
