package dev.aisle.protocols.shelf;

import dev.aisle.protocols.kernel.EventTime;
import java.util.List;
import java.util.Locale;

/// A row of a gondola was touched: which plates changed, by how much, from onset to settled. It
/// says nothing of who or what.
///
/// @param onset the first sample that belongs to it
/// @param peak the sample of greatest unrest
/// @param settled the sample with which it was known to be over; it is decided at this event time
/// @param plates every plate of the row, in order
/// @param forced closed because it lasted too long
/// @param detector version of the detector that found it
public record Interaction(
        InteractionId id,
        EventTime onset,
        EventTime peak,
        EventTime settled,
        List<PlateChange> plates,
        boolean forced,
        int detector) {

    public Interaction {
        plates = List.copyOf(plates);
        if (peak.isBefore(onset) || settled.isBefore(peak)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s: onset %s, peak %s and settled %s must follow each other",
                            id,
                            onset,
                            peak,
                            settled));
        }
    }

    /// Grams, the sum over the row; below 0 where something was taken.
    public double change() {
        double sum = 0;
        for (var plate : plates) {
            sum += plate.change();
        }
        return sum;
    }
}
