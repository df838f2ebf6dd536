package dev.aisle.ops.autocheckout;

import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one shopper left with.
///
/// @param products pieces of each product, each above 0; empty where nothing was bought
public record Bought(TrackId target, SortedMap<ProductCode, Integer> products) {

    public Bought {
        if (products.values().stream().anyMatch(quantity -> quantity < 1)) {
            throw new IllegalArgumentException("a product bought less than once: " + products);
        }
        products = Collections.unmodifiableSortedMap(new TreeMap<>(products));
    }
}
