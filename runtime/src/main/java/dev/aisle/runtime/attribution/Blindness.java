package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// When no camera of a store saw anything.
final class Blindness {

    private Blindness() {}

    /// Microseconds of (from, to] in which every camera had a gap.
    static long micros(
            List<Missing> missing, SortedSet<DeviceId> cameras, EventTime from, EventTime to) {
        if (missing.isEmpty()) {
            return 0;
        }
        var cuts = new TreeSet<EventTime>();
        cuts.add(from);
        cuts.add(to);
        for (var each : missing) {
            cuts.add(EventTime.max(from, EventTime.min(to, each.gap().from())));
            cuts.add(EventTime.max(from, EventTime.min(to, each.gap().to())));
        }
        long blind = 0;
        var start = from;
        for (var end : cuts.tailSet(from, false)) {
            if (isBlind(missing, cameras, start, end)) {
                blind += end.micros() - start.micros();
            }
            start = end;
        }
        return blind;
    }

    private static boolean isBlind(
            List<Missing> missing, SortedSet<DeviceId> cameras, EventTime from, EventTime to) {
        return cameras.stream()
                .allMatch(camera ->
                        missing.stream()
                                .anyMatch(each ->
                                        each.device().equals(camera)
                                                && !each.gap().from().isAfter(from)
                                                && !each.gap().to().isBefore(to)));
    }
}
