package dev.aisle.protocols.store;

import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;

/// One product of a store's catalogue.
///
/// @param grams of one piece, above 0
/// @param price of one piece, in the store's currency, not below 0
public record Product(ProductCode code, String name, double grams, Money price, TaxRate tax) {}
