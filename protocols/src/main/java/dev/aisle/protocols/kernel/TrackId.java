package dev.aisle.protocols.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// One person as the gateway's vision names it, store-wide. A string: real ones exceed 2⁵³.
///
/// Building one throws `IllegalArgumentException` where the spelling is not allowed.
public record TrackId(@JsonValue String value) implements Comparable<TrackId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TrackId {
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException(
                    "track must have 1 to 128 characters: '" + value + "'");
        }
    }

    @Override
    public int compareTo(TrackId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
