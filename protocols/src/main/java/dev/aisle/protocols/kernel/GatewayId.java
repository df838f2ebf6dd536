package dev.aisle.protocols.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A gateway: `[a-z0-9-]{1,40}`, unique within its store.
///
/// Building one throws `IllegalArgumentException` where the spelling is not allowed.
public record GatewayId(@JsonValue String value) implements Comparable<GatewayId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GatewayId {
        Ids.name("gateway", value);
    }

    @Override
    public int compareTo(GatewayId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
