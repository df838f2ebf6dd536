package dev.aisle.protocols.device;

import dev.aisle.protocols.kernel.EventTime;

/// How far a store's Attributor has come, persisted and confirmed.
///
/// @param handledTo every input up to here is handled
/// @param neededFrom the least of `handledTo` and the oldest onset open or undecided
/// @param frontier the least coverage of the devices in service
public record Progress(EventTime handledTo, EventTime neededFrom, EventTime frontier) {

    public static final Progress NONE =
            new Progress(EventTime.BEGINNING, EventTime.BEGINNING, EventTime.BEGINNING);

    /// The later of each; progress never goes back.
    public Progress and(Progress other) {
        return new Progress(
                EventTime.max(handledTo, other.handledTo),
                EventTime.max(neededFrom, other.neededFrom),
                EventTime.max(frontier, other.frontier));
    }
}
