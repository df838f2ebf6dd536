package dev.aisle.protocols.attribution;

import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import java.util.Locale;
import java.util.Optional;

/// One explanation of a change of weight: who, what, how many, how sure.
///
/// @param track nobody where absent
/// @param quantity pieces; above 0 taken, below 0 put back
/// @param probability 0 … 1
public record Hypothesis(
        Optional<TrackId> track, ProductCode product, int quantity, double probability) {

    public Hypothesis {
        if (quantity == 0 || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "hypothesis needs a quantity and a probability from 0 to 1: %s × %d at %s",
                            product,
                            quantity,
                            probability));
        }
    }
}
