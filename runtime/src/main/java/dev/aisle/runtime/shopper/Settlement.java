package dev.aisle.runtime.shopper;

import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperEvent.Reason;

/// How far a visit's money has come.
public sealed interface Settlement {

    /// Changes may still come.
    record Open() implements Settlement {}

    /// From here on the receipt stands.
    sealed interface Settled extends Settlement {

        Receipt receipt();

        /// Number of the last attempt, 0 before the first.
        int attempt();
    }

    /// Nothing has been tried.
    record Owed(Receipt receipt) implements Settled {
        @Override
        public int attempt() {
            return 0;
        }
    }

    /// Its outcome is not known.
    record Attempted(Receipt receipt, int attempt, Money amount, PayerReference payer)
            implements Settled {}

    record Declined(Receipt receipt, int attempt) implements Settled {}

    record Paid(Receipt receipt, int attempt, Money charged, String confirmation)
            implements Settled {}

    record WrittenOff(Receipt receipt, int attempt, Reason reason) implements Settled {}
}
