package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// When no camera of a store saw anything.
final class Blindness {

    private Blindness() {}

    /// Microseconds of (from, to] in which every camera then in service had a gap.
    ///
    /// @param camerasAt in service at a time
    /// @param changes times at which that may become another answer
    static long micros(
            List<Missing> missing,
            Function<EventTime, Set<DeviceId>> camerasAt,
            Collection<EventTime> changes,
            EventTime from,
            EventTime to) {
        if (missing.isEmpty()) {
            return 0;
        }
        var cuts = new TreeSet<EventTime>();
        cuts.add(from);
        cuts.add(to);
        changes.stream().filter(at -> at.isAfter(from) && at.isBefore(to)).forEach(cuts::add);
        for (var each : missing) {
            cuts.add(EventTime.max(from, EventTime.min(to, each.gap().from())));
            cuts.add(EventTime.max(from, EventTime.min(to, each.gap().to())));
        }
        long blind = 0;
        var start = from;
        for (var end : cuts.tailSet(from, false)) {
            if (isBlind(missing, camerasAt.apply(start), start, end)) {
                blind += end.micros() - start.micros();
            }
            start = end;
        }
        return blind;
    }

    private static boolean isBlind(
            List<Missing> missing, Set<DeviceId> cameras, EventTime from, EventTime to) {
        return cameras.stream()
                .allMatch(camera ->
                        missing.stream()
                                .anyMatch(each ->
                                        each.device().equals(camera)
                                                && !each.gap().from().isAfter(from)
                                                && !each.gap().to().isBefore(to)));
    }
}
