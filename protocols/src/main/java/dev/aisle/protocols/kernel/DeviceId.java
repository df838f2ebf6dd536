package dev.aisle.protocols.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A camera, shelf row, door or terminal: `[a-z0-9-]{1,40}`, unique within its store.
///
/// Building one throws `IllegalArgumentException` where the spelling is not allowed.
public record DeviceId(@JsonValue String value) implements Comparable<DeviceId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DeviceId {
        Ids.name("device", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
