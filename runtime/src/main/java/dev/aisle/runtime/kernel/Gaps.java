package dev.aisle.runtime.kernel;

import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.kernel.EventTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Gaps of devices, as few as say the same: those of one device and one reason that touch or
/// overlap are one.
public final class Gaps {

    private static final Comparator<Missing> ORDER =
            Comparator.comparing(Missing::device)
                    .thenComparing((Missing each) -> each.gap().reason())
                    .thenComparing((Missing each) -> each.gap().from())
                    .thenComparing((Missing each) -> each.gap().to());

    private Gaps() {}

    /// By device, reason and time, whatever the order in which they are given.
    public static List<Missing> merged(Collection<Missing> gaps) {
        var merged = new ArrayList<Missing>();
        for (var next : gaps.stream().sorted(ORDER).toList()) {
            boolean goesOn = !merged.isEmpty() && goesOn(merged.getLast(), next);
            if (goesOn) {
                merged.add(joined(merged.removeLast(), next));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }

    private static boolean goesOn(Missing before, Missing next) {
        return isOfOneKind(before, next) && !next.gap().from().isAfter(before.gap().to());
    }

    private static boolean isOfOneKind(Missing one, Missing other) {
        return one.device().equals(other.device()) && one.gap().reason() == other.gap().reason();
    }

    private static Missing joined(Missing before, Missing next) {
        var gap = before.gap();
        return new Missing(
                before.device(),
                new Gap(gap.from(), EventTime.max(gap.to(), next.gap().to()), gap.reason()));
    }

    /// Whether one of these says already what this one says.
    public static boolean cover(Collection<Missing> known, Missing gap) {
        return known.stream()
                .anyMatch(each ->
                        isOfOneKind(each, gap)
                                && !each.gap().from().isAfter(gap.gap().from())
                                && !each.gap().to().isBefore(gap.gap().to()));
    }
}
