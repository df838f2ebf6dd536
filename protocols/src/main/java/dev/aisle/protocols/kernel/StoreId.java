package dev.aisle.protocols.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A store of a retailer: `<retailer>.<store>`, each part `[a-z0-9-]{1,40}`. Permanent.
///
/// Building one throws `IllegalArgumentException` where the spelling is not allowed.
public record StoreId(@JsonValue String value) implements Comparable<StoreId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StoreId {
        Ids.store(value);
    }

    @Override
    public int compareTo(StoreId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
