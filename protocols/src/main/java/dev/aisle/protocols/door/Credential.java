package dev.aisle.protocols.door;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aisle.protocols.device.v1.Refuse;
import dev.aisle.protocols.kernel.PayerReference;

/// What somebody showed at a door.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Credential.Payer.class, name = "payer"),
    @JsonSubTypes.Type(value = Credential.Staff.class, name = "staff"),
    @JsonSubTypes.Type(value = Credential.Invalid.class, name = "invalid")
})
public sealed interface Credential {

    /// A card, or a code that stands for one.
    record Payer(PayerReference reference) implements Credential {}

    /// A badge of somebody who works here, and never pays.
    record Staff() implements Credential {}

    /// A code that is worth nothing.
    record Invalid(Refuse.Reason why) implements Credential {}
}
