package dev.aisle.runtime.shopper;

import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.protocols.shopper.ShopperReply.Stage;
import java.util.List;
import java.util.Optional;

/// What a shopper does next: write the events, then, once they are durable, carry out the sends.
///
/// @param events none or one: rows are written one at a time, so that a second incarnation's rows
///   can hide none of them
public record ShopperStep(List<ShopperEvent> events, List<Send> sends) {

    public static final ShopperStep NOTHING = new ShopperStep(List.of(), List.of());

    public ShopperStep {
        events = List.copyOf(events);
        sends = List.copyOf(sends);
    }

    static ShopperStep write(ShopperEvent event, Send... sends) {
        return new ShopperStep(List.of(event), List.of(sends));
    }

    static ShopperStep send(Send send) {
        return new ShopperStep(List.of(), List.of(send));
    }

    public sealed interface Send {

        /// To the Attributor: the journal holds the changes 1 … `number`.
        record AppliedUpTo(long number) implements Send {}

        /// To the Attributor: nothing is owed any more.
        record TellSettled() implements Send {}

        /// Something that takes its time. While one is under way the shopper is not resumed.
        sealed interface Call extends Send {}

        /// Comes back as [Shopper#outcome].
        record Charge(ChargeKey key, Money amount, PayerReference payer) implements Call {}

        /// Comes back as [Shopper#outcome].
        record AskProvider(ChargeKey key, Money amount) implements Call {}

        /// To the read model. Comes back as [Shopper#recorded].
        record RecordReceipt(Receipt receipt, Stage stage, Optional<Money> charged)
                implements Call {}

        /// Comes back as [Shopper#resume], after a wait that grows.
        record ResumeLater() implements Call {}
    }
}
