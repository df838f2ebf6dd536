package dev.aisle.protocols.attribution;

import dev.aisle.protocols.camera.InHand;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Somebody who was there during an interaction.
///
/// @param poses in order of time; of what several cameras saw in one step of the sighting grid, the
///   joint that came nearest to the row
/// @param holds what the visit holds just before: product and pieces, above 0
public record Candidate(
        TrackId track,
        VisitId visit,
        List<Pose> poses,
        List<InHand> inHand,
        SortedMap<ProductCode, Integer> holds) {

    public Candidate {
        poses = List.copyOf(poses);
        inHand = List.copyOf(inHand);
        holds = Collections.unmodifiableSortedMap(new TreeMap<>(holds));
    }
}
