package dev.aisle.runtime.shopper;

import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperReply.Stage;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/// The read model of receipts. Keeping the same receipt again changes nothing.
public interface ReceiptStore {

    CompletionStage<Done> keep(Receipt receipt, Stage stage, Optional<Money> charged);
}
