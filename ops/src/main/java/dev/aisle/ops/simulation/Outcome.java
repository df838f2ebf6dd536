package dev.aisle.ops.simulation;

import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shopper.Receipt;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came of a run.
///
/// @param decisions as JSON, of each interaction
/// @param receipts in order of visit
/// @param charges bookings at the provider, of each visit with a receipt
/// @param violations promises that were broken; a run ends with the first few
/// @param tally how often what happened, for people
public record Outcome(
        SortedMap<InteractionId, String> decisions,
        List<Receipt> receipts,
        SortedMap<VisitId, Integer> charges,
        List<String> violations,
        SortedMap<String, Integer> tally) {

    public Outcome {
        decisions = Collections.unmodifiableSortedMap(new TreeMap<>(decisions));
        receipts = List.copyOf(receipts);
        charges = Collections.unmodifiableSortedMap(new TreeMap<>(charges));
        violations = List.copyOf(violations);
        tally = Collections.unmodifiableSortedMap(new TreeMap<>(tally));
    }

    /// Whether decisions, receipts and charges are the same, and no promise was broken.
    public boolean isLike(Outcome undisturbed) {
        return violations.isEmpty()
                && decisions.equals(undisturbed.decisions)
                && receipts.equals(undisturbed.receipts)
                && charges.equals(undisturbed.charges);
    }
}
