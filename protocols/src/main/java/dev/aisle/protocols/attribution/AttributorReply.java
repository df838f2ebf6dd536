package dev.aisle.protocols.attribution;

import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.shopper.Receipt;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a store's Attributor answers.
public sealed interface AttributorReply extends Wire {

    /// How far the store has come.
    ///
    /// @param blueprint version in force, 0 where there is none yet
    /// @param coverage how far each device in service has come; of one that has said its last word,
    ///   when
    /// @param open visits of people who are in the store
    /// @param unsettled visits that ended and whose shopper has not settled
    /// @param ended every device has said its last word, and all waits are over
    record Status(
            StoreId store,
            int blueprint,
            Progress progress,
            SortedMap<DeviceId, EventTime> coverage,
            int open,
            int unsettled,
            long decisions,
            boolean ended)
            implements AttributorReply {
        public Status {
            coverage = Collections.unmodifiableSortedMap(new TreeMap<>(coverage));
        }
    }

    /// A store as it is seen now.
    ///
    /// @param frontier up to here every device has told what it saw
    /// @param handledTo up to here it is decided
    /// @param people in order of track: everybody who was seen in the last seconds
    /// @param visits in order of their beginning: those of people who are in the store, and those
    ///   that ended and are not settled
    record Live(
            StoreId store,
            EventTime frontier,
            EventTime handledTo,
            List<Person> people,
            List<Basket> visits)
            implements AttributorReply {
        public Live {
            people = List.copyOf(people);
            visits = List.copyOf(visits);
        }
    }

    /// Where somebody was last seen.
    ///
    /// @param hands those that were seen
    record Person(TrackId track, EventTime at, Position position, List<Position> hands) {
        public Person {
            hands = List.copyOf(hands);
        }
    }

    /// What a visit holds.
    ///
    /// @param changes how many there were; another number, another basket
    /// @param lines as they would stand on the receipt
    /// @param left when the visit ended; absent while it goes on
    record Basket(
            VisitId visit,
            TrackId track,
            EventTime entered,
            boolean payerBound,
            long changes,
            List<Receipt.Line> lines,
            Money total,
            Optional<EventTime> left) {
        public Basket {
            lines = List.copyOf(lines);
        }
    }
}
