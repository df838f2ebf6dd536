package dev.aisle.ops.synthetic;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What really happened in a synthetic store.
///
/// @param visits in order of arrival
public record SyntheticTruth(
        StoreId store, long seed, EventTime begin, EventTime end, List<Visit> visits) {

    public SyntheticTruth {
        visits = List.copyOf(visits);
    }

    /// What comes to one receipt: that of a shopper, or of a group.
    ///
    /// @param track whoever came first
    /// @param members who came with the same card, and pay with it
    /// @param isStaff is never charged
    /// @param left when the last was last seen
    /// @param byDoor the door told of it
    /// @param payment of a card that was shown or tapped, be there something to pay or not
    /// @param kept pieces of each product in the end, above 0
    /// @param deeds in order of time
    /// @param isAlone a single shopper's: there are deeds, and nobody else was within 1.5 m from a
    ///   second before to a second after any of them
    public record Visit(
            TrackId track,
            List<TrackId> members,
            boolean isStaff,
            EventTime entered,
            EventTime left,
            boolean byDoor,
            Optional<Payment> payment,
            SortedMap<ProductCode, Integer> kept,
            List<Deed> deeds,
            boolean isAlone) {

        public Visit {
            kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
            deeds = List.copyOf(deeds);
            members = List.copyOf(members);
        }
    }

    public record Payment(String token, EventTime at) {}

    /// One reach into a shelf.
    ///
    /// @param at when the first weight left the plate, or touched it
    /// @param isTaken or put back
    /// @param pieces from 1
    /// @param plate that bore the most of it
    public record Deed(
            EventTime at,
            boolean isTaken,
            ProductCode product,
            int pieces,
            DeviceId row,
            int plate) {}

    /// Reaches for something.
    public long takes() {
        return deeds().stream().filter(Deed::isTaken).count();
    }

    public long returns() {
        return deeds().stream().filter(deed -> !deed.isTaken()).count();
    }

    /// Takes of two pieces or more.
    public long grabs() {
        return deeds().stream().filter(deed -> deed.isTaken() && deed.pieces() > 1).count();
    }

    public long alone() {
        return visits.stream().filter(Visit::isAlone).count();
    }

    private List<Deed> deeds() {
        return visits.stream().flatMap(visit -> visit.deeds().stream()).toList();
    }
}
