package dev.aisle.protocols.attribution;

import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.shelf.Interaction;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that a decision may look at, so that it can be made again from its event and the blueprint
/// of its version.
///
/// @param interaction what the shelf felt
/// @param concurrent interactions that overlap with it, settled no later than the look-ahead after
///   it and decided after it, in the order in which they are decided
/// @param candidates in order of track: everybody near the row from a second before the onset to
///   the look-ahead
/// @param elsewhere products that live on plates of this row beside the blueprint's: put there by
///   shoppers (plate to products)
/// @param missing gaps that touch the time of the evidence
public record Evidence(
        Interaction interaction,
        List<Interaction> concurrent,
        List<Candidate> candidates,
        SortedMap<Integer, List<ProductCode>> elsewhere,
        List<Missing> missing) {

    public Evidence {
        concurrent = List.copyOf(concurrent);
        candidates = List.copyOf(candidates);
        elsewhere = Collections.unmodifiableSortedMap(new TreeMap<>(elsewhere));
        missing = List.copyOf(missing);
    }
}
