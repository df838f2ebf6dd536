package dev.aisle.runtime.shopper;

import dev.aisle.protocols.kernel.Money;
import java.util.concurrent.CompletionStage;

/// A payment provider. It books at most once under a key, and answers a key that it knows always
/// the same.
public interface PaymentPort {

    /// A failure of the stage counts as [Outcome.Unknown].
    ///
    /// @param token what the provider knows the payer by; never logged, never stored
    CompletionStage<Outcome> charge(ChargeKey key, Money amount, String token);

    /// What became of an attempt.
    ///
    /// @param amount what was to be charged: a booking of another amount is [Outcome.Unknown]
    CompletionStage<Outcome> ask(ChargeKey key, Money amount);
}
