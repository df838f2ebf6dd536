package dev.aisle.protocols.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A product as its retailer spells it: a GTIN (GTIN-8, UPC-A, EAN-13, GTIN-14) with a right check
/// digit, or the retailer's own code. The spelling is kept; `071142008582` and `0071142008582` are
/// two codes.
///
/// Building one throws `IllegalArgumentException` where the spelling is not allowed.
///
/// @param value 1 to 48 visible characters
public record ProductCode(@JsonValue String value) implements Comparable<ProductCode> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ProductCode {
        if (value.isEmpty()
                || value.length() > 48
                || !value.chars().allMatch(c -> c > ' ' && c != 127)) {
            throw new IllegalArgumentException(
                    "product code must have 1 to 48 visible characters: '" + value + "'");
        }
    }

    /// Whether this is a GTIN: 8, 12, 13 or 14 digits, the last of which is the check digit (GS1
    /// General Specifications, 7.9: weights 3 and 1 from the right, sum to the next multiple of
    /// ten).
    public boolean isGtin() {
        int length = value.length();
        if (length != 8 && (length < 12 || length > 14)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = value.charAt(length - 1 - i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            sum += i % 2 == 0 ? digit : 3 * digit;
        }
        return sum % 10 == 0;
    }

    @Override
    public int compareTo(ProductCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
