package dev.aisle.ops.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Who is where when, as far as it is decided: whoever is planned next keeps out of it.
final class Bookings {

    /// A place that nobody else comes near for a while, in ticks.
    private record Taken(double x, double y, double radius, int from, int until) {}

    private final List<Walk> walks = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();

    void add(Walk walk) {
        walks.add(walk);
    }

    void take(Spot spot, double radius, int from, int until) {
        taken.add(new Taken(spot.x(), spot.y(), radius, from, until));
    }

    /// Whether somebody may walk so from a tick on.
    boolean allow(Walker walker, int from) {
        for (var each : taken) {
            int first = Math.max(from, each.from());
            int last = Math.min(walker.now(), each.until());
            for (int tick = first; tick <= last; tick++) {
                double dx = walker.x(tick) - each.x();
                double dy = walker.y(tick) - each.y();
                if (dx * dx + dy * dy < each.radius() * each.radius()) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Where somebody is at a time, where anybody is; seconds.
    Optional<Spot> somebodyAt(double when, SplittableRandom random) {
        var there =
                walks.stream().filter(walk -> walk.begin() < when && when < walk.end()).toList();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        var walk = there.get(random.nextInt(there.size()));
        return Optional.of(new Spot(walk.x(when), walk.y(when)));
    }

    /// Whether nobody is within so many metres of a place.
    boolean isFree(Spot spot, double radius, int from, int until) {
        for (var walk : walks) {
            int first = Math.max(from, walk.from());
            int last = Math.min(until, walk.until());
            for (int tick = first; tick <= last; tick++) {
                if (spot.to(walk.x(tick), walk.y(tick)) < radius) {
                    return false;
                }
            }
        }
        return true;
    }
}
