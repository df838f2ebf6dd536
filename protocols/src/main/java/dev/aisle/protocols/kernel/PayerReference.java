package dev.aisle.protocols.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Stands for a payment token, which itself never enters an event.
///
/// Building one throws `IllegalArgumentException` where the spelling is not allowed.
public record PayerReference(@JsonValue String value) implements Comparable<PayerReference> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PayerReference {
        Ids.name("payer", value);
    }

    @Override
    public int compareTo(PayerReference other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
