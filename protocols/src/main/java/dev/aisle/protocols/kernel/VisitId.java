package dev.aisle.protocols.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// One person's stay in one store, made from store, track and time of the first sighting.
///
/// Building one throws `IllegalArgumentException` where the spelling is not allowed.
public record VisitId(@JsonValue String value) implements Comparable<VisitId> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public VisitId {
        Ids.name("visit", value);
    }

    @Override
    public int compareTo(VisitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
