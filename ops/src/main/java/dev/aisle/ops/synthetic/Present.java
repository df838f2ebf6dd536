package dev.aisle.ops.synthetic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Who is in the store, for whoever looks at one instant after the other.
final class Present {

    private final List<Visitor> coming;
    private final List<Visitor> here = new ArrayList<>();
    private int next;

    Present(List<Visitor> visitors) {
        coming =
                visitors.stream()
                        .sorted(Comparator.comparingInt(visitor -> visitor.walk().from()))
                        .toList();
    }

    /// @param now seconds, never below the last one
    List<Visitor> at(double now) {
        while (next < coming.size() && coming.get(next).walk().begin() <= now) {
            here.add(coming.get(next++));
        }
        here.removeIf(visitor -> visitor.walk().end() < now);
        return here;
    }
}
