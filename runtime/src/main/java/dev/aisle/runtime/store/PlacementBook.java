package dev.aisle.runtime.store;

import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.StoreEvent;
import java.util.concurrent.CompletionStage;

/// Where all nodes read where a store may live.
@FunctionalInterface
public interface PlacementBook {

    /// Writes down a policy that is confirmed; of two revisions the higher one stays, whichever is
    /// written last.
    CompletionStage<?> keep(StoreId store, StoreEvent.Placed placed);
}
