package dev.aisle.protocols.attribution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aisle.protocols.device.v1.Refuse;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.TaxMode;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The journal of a store's Attributor: its decision log.
public sealed interface AttributorEvent extends Wire {

    /// An incarnation began; everything that an earlier one writes from now on is told to nobody.
    record Started(long epoch) implements AttributorEvent {}

    /// From this event time on, this blueprint holds.
    record Adopted(int version, EventTime from, Blueprint blueprint) implements AttributorEvent {}

    /// One step.
    ///
    /// @param handledTo every input up to here is handled
    /// @param neededFrom the least of `handledTo` and the oldest onset open or undecided
    /// @param lastSeen of each track in the store
    /// @param missing gaps that came to light, from before the frontier
    /// @param ended devices that have said their last word since the step before, and when: nobody
    ///   will hear it again once it is acknowledged
    /// @param begun devices that have begun again since the step before, and the last word after
    ///   which they did
    /// @param happenings in the order in which they were handled
    record Advanced(
            EventTime handledTo,
            EventTime neededFrom,
            SortedMap<TrackId, EventTime> lastSeen,
            List<Missing> missing,
            SortedMap<DeviceId, EventTime> ended,
            SortedMap<DeviceId, EventTime> begun,
            List<Happening> happenings)
            implements AttributorEvent {
        public Advanced {
            lastSeen = Collections.unmodifiableSortedMap(new TreeMap<>(lastSeen));
            missing = List.copyOf(missing);
            ended = Collections.unmodifiableSortedMap(new TreeMap<>(ended));
            begun = Collections.unmodifiableSortedMap(new TreeMap<>(begun));
            happenings = List.copyOf(happenings);
        }
    }

    /// A store's policy gave up waiting: what these devices have to say of (from, to] counts as
    /// missing.
    record DecidedWithout(List<DeviceId> devices, EventTime from, EventTime to)
            implements AttributorEvent {
        public DecidedWithout {
            devices = List.copyOf(devices);
        }
    }

    /// These visits' shoppers have settled; nobody will be told of them again.
    record Settled(List<VisitId> visits) implements AttributorEvent {
        public Settled {
            visits = List.copyOf(visits);
        }
    }

    /// These instructions were carried out.
    record Instructed(List<String> instructions) implements AttributorEvent {
        public Instructed {
            instructions = List.copyOf(instructions);
        }
    }

    /// What a step found.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = VisitOpened.class, name = "visit-opened"),
        @JsonSubTypes.Type(value = PayerAwaited.class, name = "payer-awaited"),
        @JsonSubTypes.Type(value = PayerBound.class, name = "payer-bound"),
        @JsonSubTypes.Type(value = StaffAwaited.class, name = "staff-awaited"),
        @JsonSubTypes.Type(value = StaffBound.class, name = "staff-bound"),
        @JsonSubTypes.Type(value = Joined.class, name = "joined"),
        @JsonSubTypes.Type(value = Parted.class, name = "parted"),
        @JsonSubTypes.Type(value = DoorOpened.class, name = "door-opened"),
        @JsonSubTypes.Type(value = TapRefused.class, name = "tap-refused"),
        @JsonSubTypes.Type(value = Decided.class, name = "decided"),
        @JsonSubTypes.Type(value = VisitMarked.class, name = "visit-marked"),
        @JsonSubTypes.Type(value = VisitEnded.class, name = "visit-ended"),
        @JsonSubTypes.Type(value = VisitCompleted.class, name = "visit-completed")
    })
    sealed interface Happening {}

    /// A track was seen for the first time.
    record VisitOpened(
            VisitId visit, TrackId track, EventTime at, Currency currency, TaxMode taxMode)
            implements Happening {}

    /// A door's code or card named a payer for somebody whom no camera has seen yet.
    record PayerAwaited(TrackId track, PayerReference payer, EventTime at) implements Happening {}

    /// Somebody pays for a visit.
    ///
    /// @param terminal where the card was tapped; absent where a door's code or card named the
    ///   payer
    record PayerBound(
            VisitId visit,
            PayerReference payer,
            EventTime at,
            Optional<DeviceId> terminal,
            long seq)
            implements Happening {}

    /// A badge was shown by somebody whom no camera has seen yet.
    record StaffAwaited(TrackId track, EventTime at) implements Happening {}

    /// Whoever this is works here.
    record StaffBound(VisitId visit, EventTime at) implements Happening {}

    /// A track belongs to the visit of somebody with the same payer: a group.
    ///
    /// @param left the visit that it had of its own, in which nothing was taken
    record Joined(TrackId track, VisitId visit, EventTime at, Optional<VisitId> left)
            implements Happening {}

    /// A member of a group is gone, and the visit goes on.
    record Parted(VisitId visit, TrackId track, EventTime at, Change.Ending ending)
            implements Happening {}

    /// Somebody asked at a gate, and it shall open.
    record DoorOpened(DeviceId device, long seq, EventTime at) implements Happening {}

    record TapRefused(DeviceId device, long seq, EventTime at, Refuse.Reason reason)
            implements Happening {}

    /// An interaction ended in a decision.
    ///
    /// @param changes what it changes in baskets
    record Decided(Decision decision, List<BasketChange> changes) implements Happening {
        public Decided {
            changes = List.copyOf(changes);
        }
    }

    /// Evidence of this visit is missing for ever.
    record VisitMarked(VisitId visit, EventTime at, List<Missing> missing) implements Happening {
        public VisitMarked {
            missing = List.copyOf(missing);
        }
    }

    record VisitEnded(VisitId visit, TrackId track, EventTime at, Change.Ending ending)
            implements Happening {}

    /// Nothing more will come for this visit.
    record VisitCompleted(VisitId visit) implements Happening {}

    /// A change of one visit's basket; its number follows from its place in the journal.
    record BasketChange(VisitId visit, Change change) {}
}
