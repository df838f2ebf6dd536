package dev.aisle.protocols.attribution;

import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.Wire;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a store's Attributor answers.
public sealed interface AttributorReply extends Wire {

    /// How far the store has come.
    ///
    /// @param blueprint version in force, 0 where there is none yet
    /// @param coverage how far each device in service has come
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
}
