package dev.aisle.ops.play;

import dev.aisle.ops.autocheckout.Bought;
import dev.aisle.ops.autocheckout.ImportWarning;
import dev.aisle.ops.gateway.GatewayReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A recording that was played to its end.
///
/// @param store that it became
/// @param visits with their receipts, in order of visit
/// @param file with the receipts as the competition's judge reads them
public record Played(
        String name,
        String store,
        List<Visit> visits,
        List<ImportWarning> warnings,
        Path file,
        Duration took,
        GatewayReport gateway) {

    public Played {
        visits = List.copyOf(visits);
        warnings = List.copyOf(warnings);
    }

    /// @param stage what became of the receipt
    /// @param missing evidence that will never come, in words
    public record Visit(
            String visit, Bought bought, String total, String stage, List<String> missing) {
        public Visit {
            missing = List.copyOf(missing);
        }
    }
}
