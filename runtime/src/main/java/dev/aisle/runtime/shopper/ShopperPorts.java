package dev.aisle.runtime.shopper;

import dev.aisle.protocols.kernel.PayerReference;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Whom a shopper talks to.
///
/// @param baskets is told what is persisted
/// @param tokens what the provider knows a payer by; empty only where that was erased
public record ShopperPorts(
        PaymentPort payments,
        Function<PayerReference, CompletionStage<Optional<String>>> tokens,
        ReceiptStore receipts,
        AttributorLine attributor,
        BasketWatch baskets) {}
