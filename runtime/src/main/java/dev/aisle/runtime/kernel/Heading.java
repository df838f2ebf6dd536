package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.kernel.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the order of records depends on, of one record.
///
/// @param count how many numbers it takes: the samples of a weight batch, otherwise 1
/// @param previous event time of the record before it; absent before seq 0
/// @param first event time of its first sample
/// @param last event time of its last sample
/// @param oldestHeld the oldest record of its boot that the gateway still holds
public record Heading(
        long boot,
        long seq,
        int count,
        Optional<EventTime> previous,
        EventTime first,
        EventTime last,
        long oldestHeld) {

    /// The headings of a bundle's records, in order.
    public static List<Heading> of(Bundle bundle) {
        var headings = new ArrayList<Heading>(bundle.getRecordsCount());
        Optional<EventTime> previous =
                bundle.hasPreviousTimeUs()
                        ? Optional.of(new EventTime(bundle.getPreviousTimeUs()))
                        : Optional.empty();
        for (var record : bundle.getRecordsList()) {
            var last = last(record);
            headings.add(
                    new Heading(
                            bundle.getBoot(),
                            record.getSeq(),
                            record.hasWeights() ? record.getWeights().getStepUsCount() + 1 : 1,
                            previous,
                            new EventTime(record.getTimeUs()),
                            last,
                            bundle.getOldestHeldSeq()));
            previous = Optional.of(last);
        }
        return headings;
    }

    /// Event time of a bundle's last sample; absent where it holds no record.
    public static Optional<EventTime> last(Bundle bundle) {
        int count = bundle.getRecordsCount();
        return count == 0 ? Optional.empty() : Optional.of(last(bundle.getRecords(count - 1)));
    }

    private static EventTime last(Record record) {
        long time = record.getTimeUs();
        if (record.hasWeights()) {
            var steps = record.getWeights().getStepUsList();
            for (int i = 0; i < steps.size(); i++) {
                time += Integer.toUnsignedLong(steps.get(i));
            }
        }
        return new EventTime(time);
    }

    long next() {
        return seq + count;
    }
}
