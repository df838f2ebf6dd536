package dev.aisle.protocols.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A rate of tax in millionths of the untaxed price: 8.875 % is 88,750.
///
/// Building one throws `IllegalArgumentException` below 0 or above 1,000,000.
public record TaxRate(@JsonValue int millionths) {

    public static final TaxRate NONE = new TaxRate(0);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TaxRate {
        if (millionths < 0 || millionths > 1_000_000) {
            throw new IllegalArgumentException(
                    "tax rate must be 0 to 1,000,000 millionths: " + millionths);
        }
    }
}
