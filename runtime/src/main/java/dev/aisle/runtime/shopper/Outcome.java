package dev.aisle.runtime.shopper;

/// What is known of an attempt to charge.
public sealed interface Outcome {

    /// The provider has the money.
    ///
    /// @param confirmation the provider's own id of the booking
    record Booked(String confirmation) implements Outcome {}

    /// Definite: under this key nothing is booked, now or later.
    record Declined(String reason) implements Outcome {}

    /// The provider never heard of this key, or has not yet.
    record NotKnown() implements Outcome {}

    /// No answer, or none that says anything. It may be booked.
    record Unknown(String reason) implements Outcome {}

    /// The payer's token is gone, so that nobody can be charged; the provider does not know the
    /// key.
    record NoToken() implements Outcome {}
}
