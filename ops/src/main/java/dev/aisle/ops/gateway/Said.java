package dev.aisle.ops.gateway;

import dev.aisle.protocols.device.v1.Begin;
import dev.aisle.protocols.device.v1.Covered;
import dev.aisle.protocols.device.v1.End;
import dev.aisle.protocols.device.v1.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Optional;

/// What a device said, before it has a number.
///
/// @param count numbers it takes: the samples of a weight batch, otherwise 1
/// @param first event time of its first sample
/// @param last event time of its last sample
/// @param bytes on the wire, about
record Said(Record record, int count, EventTime first, EventTime last, int bytes) {

    /// What the longest number adds to a record's size, beside its size within a bundle.
    private static final int NUMBER_BYTES = 16;

    static Said of(Record record) {
        int count = 1;
        long last = record.getTimeUs();
        if (record.hasWeights()) {
            var steps = record.getWeights();
            count += steps.getStepUsCount();
            for (int i = 0; i < steps.getStepUsCount(); i++) {
                last += Integer.toUnsignedLong(steps.getStepUs(i));
            }
        }
        return new Said(
                record,
                count,
                new EventTime(record.getTimeUs()),
                new EventTime(last),
                record.getSerializedSize() + NUMBER_BYTES);
    }

    static Said begin(EventTime at) {
        return of(at(at).setBegin(Begin.getDefaultInstance()).build());
    }

    static Said covered(EventTime at) {
        return of(at(at).setCovered(Covered.getDefaultInstance()).build());
    }

    static Said end(EventTime at) {
        return of(at(at).setEnd(End.getDefaultInstance()).build());
    }

    /// @param from absent: from wherever the device's coverage stands
    static Said gap(Optional<EventTime> from, EventTime to, GapReason reason) {
        var gap = Gap.newBuilder().setReason(reason);
        from.ifPresent(time -> gap.setFromUs(time.micros()));
        return of(at(to).setGap(gap).build());
    }

    static Record.Builder at(EventTime time) {
        return Record.newBuilder().setTimeUs(time.micros());
    }

    /// Somebody stands at a door or a terminal.
    boolean isWaitedFor() {
        return record.hasDoor() || record.hasTerminal();
    }

    /// Begin and End come once and are never dropped.
    boolean isBeginOrEnd() {
        return record.hasBegin() || record.hasEnd();
    }
}
