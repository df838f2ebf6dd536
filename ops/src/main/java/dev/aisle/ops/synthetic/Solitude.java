package dev.aisle.ops.synthetic;

import java.util.List;

/// Whether nobody else is near while somebody does something.
final class Solitude {

    /// Metres between the middles of two bodies.
    static final double NEAR = 1.5;

    /// Tenths of a second before the first change of weight and after the last one in which nobody
    /// may be near.
    static final int AROUND = 10;

    private Solitude() {}

    static long countIn(List<Visitor> visitors) {
        return visitors.stream().filter(visitor -> isAlone(visitor, visitors)).count();
    }

    /// At each of their acts, of which there must be one.
    static boolean isAlone(Visitor visitor, List<Visitor> all) {
        return !visitor.acts().isEmpty()
                && visitor.acts().stream().allMatch(act -> isAlone(visitor, act, all));
    }

    private static boolean isAlone(Visitor visitor, Act act, List<Visitor> all) {
        int from = (int) (act.at() * Walk.TICKS) - AROUND;
        int until = (int) (act.last() * Walk.TICKS) + 1 + AROUND;
        var own = visitor.walk();
        for (var other : all) {
            boolean self = other.track().equals(visitor.track());
            for (int tick = from; tick <= until && !self; tick++) {
                if (own.isThereAt(tick) && other.walk().isThereAt(tick)) {
                    var spot = new Spot(own.x(tick), own.y(tick));
                    if (spot.to(other.walk().x(tick), other.walk().y(tick)) <= NEAR) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
