package dev.aisle.runtime.payers;

import dev.aisle.protocols.kernel.PayerReference;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/// Payment tokens by their references. Keep a token before anything durable names its reference:
/// who finds none concludes that it was erased.
public interface Payers {

    /// Empty where there is none, or none any more.
    CompletionStage<Optional<String>> token(PayerReference reference);

    CompletionStage<Done> keep(PayerReference reference, String token);

    /// Nobody can be charged by this reference from now on.
    CompletionStage<Done> forget(PayerReference reference);
}
