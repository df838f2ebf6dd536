package dev.aisle.runtime.payers;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.kernel.EntryCodes;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Issues entry codes. A payment token is kept before a code stands for it.
///
/// @param references what stands for a payment token
public record EntryDesk(
        Payers payers, Function<String, PayerReference> references, EntryCodes codes) {

    public CompletionStage<String> forPayer(StoreId store, String token, EventTime expires) {
        var reference = references.apply(token);
        return payers.keep(reference, token)
                .thenApply(_ -> codes.ofPayer(store, reference, expires));
    }

    public String forStaff(StoreId store, EventTime expires) {
        return codes.ofStaff(store, expires);
    }
}
