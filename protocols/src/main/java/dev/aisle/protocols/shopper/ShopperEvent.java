package dev.aisle.protocols.shopper;

import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.Wire;
import java.util.List;

/// The journal of one visit.
public sealed interface ShopperEvent extends Wire {

    /// Changes from the Attributor, each the next number.
    record Applied(List<Numbered> changes) implements ShopperEvent {
        public Applied {
            changes = List.copyOf(changes);
        }
    }

    /// All changes are there: this is what was bought.
    record Settled(Receipt receipt) implements ShopperEvent {}

    /// Written before the provider is called. The provider's key is (visit, attempt).
    record ChargeAttempted(int attempt, Money amount, PayerReference payer)
            implements ShopperEvent {}

    /// The provider has booked it.
    ///
    /// @param confirmation the provider's own id of the booking
    record Charged(int attempt, String confirmation) implements ShopperEvent {}

    record Declined(int attempt, String reason) implements ShopperEvent {}

    /// It will not be paid.
    record WrittenOff(Reason reason) implements ShopperEvent {}

    /// The receipt stands in the read model and nothing is owed: the shopper may sleep.
    record Closed() implements ShopperEvent {}

    enum Reason {
        /// Nobody's card or code was bound to the visit.
        NO_PAYER,
        /// The provider declined as often as the settings allow.
        DECLINED,
        /// It is somebody who works there.
        STAFF
    }
}
