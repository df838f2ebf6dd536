package dev.aisle.protocols.device;

import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.EventTime;

/// Nothing will ever come from a device for (from, to].
public record Gap(EventTime from, EventTime to, GapReason reason) {

    public Gap {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("gap ends before it begins: " + from + " to " + to);
        }
    }

    /// Whether it has an instant in common with [start, end].
    public boolean touches(EventTime start, EventTime end) {
        return from.isBefore(end) && !to.isBefore(start);
    }
}
