package dev.aisle.protocols.shelf;

import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Wire;
import java.util.List;
import java.util.Optional;

/// The journal of one row of a gondola. It holds anchors, never samples.
public sealed interface ShelfEvent extends Wire {

    /// An incarnation began; everything that an earlier one writes from now on is told to nobody.
    record Started(long epoch) implements ShelfEvent {}

    /// The shelf's whole state after a record: from here on, interactions are a deterministic fold
    /// of what follows.
    ///
    /// @param boot of the gateway
    /// @param nextSeq the first record that is not in it
    /// @param at event time of the last sample or mark in it
    /// @param plates in the row; 0 where no sample was seen yet
    /// @param detector the detector's state, as the detector of its version spells it; absent where
    ///   no sample was seen yet
    /// @param undecided interactions not yet known to be decided, in order of id
    /// @param gaps that end after what is known to be decided, in order of time
    /// @param decidedTo the Attributor's handled-to, as last heard
    /// @param ended the device has said its last word
    record Anchored(
            long boot,
            long nextSeq,
            EventTime at,
            int plates,
            Optional<DetectorState> detector,
            List<Interaction> undecided,
            List<Gap> gaps,
            EventTime decidedTo,
            boolean ended)
            implements ShelfEvent {
        public Anchored {
            undecided = List.copyOf(undecided);
            gaps = List.copyOf(gaps);
        }
    }
}
