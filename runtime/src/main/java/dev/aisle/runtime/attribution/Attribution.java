package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Adopted;
import dev.aisle.protocols.attribution.AttributorEvent.DecidedWithout;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.device.v1.Refuse;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.shelf.InteractionId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a store's Attributor knows for certain: the fold of its journal.
///
/// Two incarnations may have written to one journal. What the older wrote is the same as what the
/// younger found, cut into other steps, so a happening counts once: everything up to `handledTo`
/// has happened.
///
/// @param epoch of the newest incarnation
/// @param handledTo every input up to here is handled
/// @param neededFrom evidence after this is still needed
/// @param blueprints in order of the time from which they hold; the last that holds from before
///   `neededFrom` and all after it
/// @param awaited payers, and badges, of people whom no camera has seen yet
/// @param visits until their shopper has settled
/// @param elsewhere products that shoppers put on plates of other products, by row and plate
/// @param missing gaps that may still touch evidence
/// @param without intervals decided without some devices
/// @param lastWords when a device said its last word, of those that ever did
/// @param resting devices that have not begun again since
/// @param late interactions decided late
/// @param instructions not yet carried out, by id
/// @param decisions how many there were
public record Attribution(
        long epoch,
        EventTime handledTo,
        EventTime neededFrom,
        List<Adopted> blueprints,
        SortedMap<TrackId, Track> tracks,
        SortedMap<TrackId, Awaited> awaited,
        SortedMap<VisitId, Visit> visits,
        SortedMap<DeviceId, SortedMap<Integer, List<ProductCode>>> elsewhere,
        List<Missing> missing,
        List<DecidedWithout> without,
        SortedMap<DeviceId, EventTime> lastWords,
        SortedSet<DeviceId> resting,
        SortedSet<InteractionId> late,
        SortedMap<String, Ordered> instructions,
        long decisions)
        implements Wire {

    /// Knows nothing.
    public static final Attribution EMPTY =
            new Attribution(
                    0,
                    EventTime.BEGINNING,
                    EventTime.BEGINNING,
                    List.of(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    List.of(),
                    List.of(),
                    new TreeMap<>(),
                    new TreeSet<>(),
                    new TreeSet<>(),
                    new TreeMap<>(),
                    0);

    /// Whom a door named, and when.
    ///
    /// @param payer absent: somebody who works here
    public record Awaited(Optional<PayerReference> payer, EventTime at) {}

    /// What a door or terminal is to do.
    ///
    /// @param at of the tap or entry that it answers
    /// @param visit whose basket is to be shown; where there is neither, a gate is to open
    public record Ordered(
            DeviceId device,
            EventTime at,
            Optional<Refuse.Reason> refused,
            Optional<VisitId> visit) {}

    public Attribution {
        blueprints = List.copyOf(blueprints);
        tracks = Collections.unmodifiableSortedMap(new TreeMap<>(tracks));
        awaited = Collections.unmodifiableSortedMap(new TreeMap<>(awaited));
        visits = Collections.unmodifiableSortedMap(new TreeMap<>(visits));
        elsewhere = Collections.unmodifiableSortedMap(new TreeMap<>(elsewhere));
        missing = List.copyOf(missing);
        without = List.copyOf(without);
        lastWords = Collections.unmodifiableSortedMap(new TreeMap<>(lastWords));
        resting = Collections.unmodifiableSortedSet(new TreeSet<>(resting));
        late = Collections.unmodifiableSortedSet(new TreeSet<>(late));
        instructions = Collections.unmodifiableSortedMap(new TreeMap<>(instructions));
    }

    /// The blueprint in force at a time; absent before the first.
    public Optional<Adopted> blueprintAt(EventTime at) {
        return blueprints.reversed().stream()
                .filter(adopted -> !adopted.from().isAfter(at))
                .findFirst();
    }

    /// Total: replays every event ever written.
    public Attribution evolve(AttributorEvent event) {
        var course = new Course(this);
        course.apply(event);
        return course.reached();
    }

    /// Products that shoppers put on plates of this row.
    public SortedMap<Integer, List<ProductCode>> elsewhere(DeviceId row) {
        return elsewhere.getOrDefault(row, Collections.emptySortedMap());
    }
}
