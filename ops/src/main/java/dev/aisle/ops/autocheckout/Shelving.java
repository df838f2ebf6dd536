package dev.aisle.ops.autocheckout;

import dev.aisle.config.blueprint.BlueprintFaults;
import dev.aisle.ops.autocheckout.Planogram.Facing;
import dev.aisle.ops.autocheckout.Planogram.Shelf;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.store.Blueprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// Works out where each plate stands.
///
/// A facing's box is cut evenly along its shelf among its plates. Plates without a facing share the
/// gap between their neighbours, or go on from the last one in its width.
final class Shelving {

    /// A width for plates of which nothing is known, metres: that of the real ones.
    private static final double PLATE_WIDTH = 0.1016;

    /// From here on two facings lie apart, metres.
    private static final double APART = 0.01;

    /// A little less than is allowed, for a float is rounded.
    private static final double TOLERANCE = BlueprintFaults.TOLERANCE - 1e-4;

    private final Planogram planogram;
    private final Warnings warnings;

    private Shelving(Planogram planogram, Warnings warnings) {
        this.planogram = planogram;
        this.warnings = warnings;
    }

    static List<Blueprint.Row> rows(Planogram planogram, Warnings warnings) {
        return new Shelving(planogram, warnings).rows();
    }

    private List<Blueprint.Row> rows() {
        var shelves = new TreeMap<Shelf, List<Cuboid>>();
        planogram.plates().forEach((shelf, count) -> shelves.put(shelf, cuboids(shelf, count)));
        lower(shelves);
        separate(shelves);
        var rows = new ArrayList<Blueprint.Row>();
        shelves.forEach((shelf, cuboids) -> {
            var plates = new ArrayList<Blueprint.Plate>();
            for (var cuboid : cuboids) {
                plates.add(new Blueprint.Plate(plates.size() + 1, cuboid.box()));
            }
            rows.add(
                    new Blueprint.Row(
                            shelf.device(),
                            String.valueOf(shelf.gondola()),
                            shelf.index(),
                            plates));
        });
        return List.copyOf(rows);
    }

    /// Along which axis of its furniture a shelf's plates are numbered, and which way.
    private enum Run {
        RIGHT,
        LEFT,
        BACK,
        FRONT;

        boolean sideways() {
            return this == RIGHT || this == LEFT;
        }

        boolean rising() {
            return this == RIGHT || this == BACK;
        }
    }

    /// A plate in the frame of its shelf: `from` to `to` in the order of the numbers.
    private record Slot(double from, double to, double near, double far, double low, double high) {}

    private List<Cuboid> cuboids(Shelf shelf, int count) {
        var facings = on(shelf);
        double yaw = facings.getFirst().place().yaw();
        var run = run(shelf.gondola(), yaw);
        var slots = new TreeMap<Integer, Slot>();
        for (var facing : facings) {
            cut(facing, yaw, run)
                    .forEach((number, slot) -> {
                        if (slots.putIfAbsent(number, slot) != null) {
                            warnings.add(
                                    Planogram.FILE,
                                    "plate with two facings: the first tells its place");
                        }
                    });
        }
        fill(slots, count);
        return slots.values().stream().map(slot -> cuboid(slot, yaw, run)).toList();
    }

    private List<Facing> on(Shelf shelf) {
        return planogram.facings().stream()
                .filter(facing -> facing.shelf().equals(shelf))
                .sorted(Comparator.comparing(facing -> facing.plates().first()))
                .toList();
    }

    /// How the plates of a gondola run: as most pairs of neighbouring facings lie. Where no two are
    /// to be had: to the right.
    private Run run(int gondola, double yaw) {
        var votes = new EnumMap<Run, Integer>(Run.class);
        for (var shelf : planogram.plates().keySet()) {
            if (shelf.gondola() != gondola) {
                continue;
            }
            var facings = on(shelf);
            for (int i = 1; i < facings.size(); i++) {
                var one = facings.get(i - 1).place();
                var other = facings.get(i).place();
                double dx = other.x() - one.x();
                double dy = other.y() - one.y();
                double right = dx * cos(yaw) + dy * sin(yaw);
                double back = dy * cos(yaw) - dx * sin(yaw);
                if (Math.abs(right) > Math.max(APART, Math.abs(back))) {
                    votes.merge(right > 0 ? Run.RIGHT : Run.LEFT, 1, Integer::sum);
                } else if (Math.abs(back) > APART) {
                    votes.merge(back > 0 ? Run.BACK : Run.FRONT, 1, Integer::sum);
                }
            }
        }
        var best = Run.RIGHT;
        for (var run : votes.keySet()) {
            best = votes.getOrDefault(run, 0) > votes.getOrDefault(best, 0) ? run : best;
        }
        return best;
    }

    private static SortedMap<Integer, Slot> cut(Facing facing, double yaw, Run run) {
        var place = facing.place();
        double right = place.x() * cos(yaw) + place.y() * sin(yaw);
        double back = place.y() * cos(yaw) - place.x() * sin(yaw);
        double start = run.sideways() ? right : back;
        double length = run.sideways() ? place.width() : place.depth();
        double near = run.sideways() ? back : right;
        double far = near + (run.sideways() ? place.depth() : place.width());
        double from = run.rising() ? start : -(start + length);
        double width = length / facing.plates().size();
        var slots = new TreeMap<Integer, Slot>();
        for (int number : facing.plates()) {
            double left = from + slots.size() * width;
            slots.put(
                    number,
                    new Slot(left, left + width, near, far, place.z(), place.z() + place.height()));
        }
        return slots;
    }

    private void fill(NavigableMap<Integer, Slot> slots, int count) {
        for (int number = 1; number <= count; number++) {
            if (slots.containsKey(number)) {
                continue;
            }
            warnings.add(Planogram.FILE, "plate without a facing: placed by its neighbours");
            var before = slots.lowerEntry(number);
            var after = slots.higherEntry(number);
            if (before == null && after != null) {
                double width = after.getValue().to() - after.getValue().from();
                double to = after.getValue().from() - (after.getKey() - number - 1) * width;
                slots.put(number, moved(after.getValue(), to - width, to));
            } else if (before != null) {
                double from = before.getValue().to();
                double width =
                        after == null
                                ? before.getValue().to() - before.getValue().from()
                                : (after.getValue().from() - from) / (after.getKey() - number);
                if (width <= 0) {
                    warnings.add(Planogram.FILE, "no room for a plate: made as thin as a line");
                    width = 0;
                }
                slots.put(number, moved(before.getValue(), from, from + width));
            } else {
                slots.put(number, new Slot(0, PLATE_WIDTH, 0, PLATE_WIDTH, 0, PLATE_WIDTH));
            }
        }
    }

    private static Slot moved(Slot slot, double from, double to) {
        return new Slot(from, to, slot.near(), slot.far(), slot.low(), slot.high());
    }

    private Cuboid cuboid(Slot slot, double yaw, Run run) {
        if (!isRightAngle(yaw)) {
            warnings.add(Planogram.FILE, "gondola askew: boxes drawn around its plates");
        }
        double[] along = {
            run.rising() ? slot.from() : -slot.from(), run.rising() ? slot.to() : -slot.to()
        };
        double[] across = {slot.near(), slot.far()};
        var cuboid = new Cuboid();
        for (double a : along) {
            for (double b : across) {
                double right = run.sideways() ? a : b;
                double back = run.sideways() ? b : a;
                cuboid.include(
                        right * cos(yaw) - back * sin(yaw),
                        right * sin(yaw) + back * cos(yaw),
                        slot.low(),
                        slot.high());
            }
        }
        return cuboid;
    }

    /// Quarter turns are meant exactly, though 1.5708 is not π/2.
    private static double cos(double yaw) {
        return exact(StrictMath.cos(yaw));
    }

    private static double sin(double yaw) {
        return exact(StrictMath.sin(yaw));
    }

    private static double exact(double value) {
        double whole = StrictMath.rint(value);
        return Math.abs(value - whole) < 1e-3 ? whole : value;
    }

    private static boolean isRightAngle(double yaw) {
        return Math.abs(cos(yaw)) + Math.abs(sin(yaw)) == 1;
    }

    /// What a facing's box holds above the next shelf is that shelf's.
    private void lower(SortedMap<Shelf, List<Cuboid>> shelves) {
        for (var below : shelves.entrySet()) {
            for (var above : shelves.entrySet()) {
                if (above.getKey().gondola() != below.getKey().gondola()) {
                    continue;
                }
                for (var plate : below.getValue()) {
                    for (var other : above.getValue()) {
                        if (plate.low[2] + APART < other.low[2] && plate.overlaps(other)) {
                            plate.high[2] = other.low[2];
                            warnings.add(
                                    Planogram.FILE,
                                    "facing higher than its shelf: cut at the shelf above");
                        }
                    }
                }
            }
        }
    }

    /// What still overlaps is cut along the axis on which least is lost.
    private void separate(SortedMap<Shelf, List<Cuboid>> shelves) {
        var all = shelves.values().stream().flatMap(List::stream).toList();
        for (int i = 1; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (all.get(i).overlaps(all.get(j))) {
                    all.get(i).cutBy(all.get(j));
                    warnings.add(Planogram.FILE, "plates that overlap: the later one made smaller");
                }
            }
        }
    }

    /// A box under construction.
    private static final class Cuboid {

        private final double[] low = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY
        };
        private final double[] high = {
            Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };

        void include(double x, double y, double bottom, double top) {
            low[0] = Math.min(low[0], x);
            high[0] = Math.max(high[0], x);
            low[1] = Math.min(low[1], y);
            high[1] = Math.max(high[1], y);
            low[2] = Math.min(low[2], bottom);
            high[2] = Math.max(high[2], top);
        }

        boolean overlaps(Cuboid other) {
            return shared(other, 0) > TOLERANCE
                    && shared(other, 1) > TOLERANCE
                    && shared(other, 2) > TOLERANCE;
        }

        private double shared(Cuboid other, int axis) {
            return Math.min(high[axis], other.high[axis]) - Math.max(low[axis], other.low[axis]);
        }

        void cutBy(Cuboid other) {
            int axis = 0;
            for (int candidate = 1; candidate < 3; candidate++) {
                axis = shared(other, candidate) < shared(other, axis) ? candidate : axis;
            }
            if (low[axis] + high[axis] >= other.low[axis] + other.high[axis]) {
                low[axis] = Math.min(high[axis], other.high[axis]);
            } else {
                high[axis] = Math.max(low[axis], other.low[axis]);
            }
        }

        Box box() {
            return new Box(position(low), position(high));
        }

        private static Position position(double[] corner) {
            return new Position((float) corner[0], (float) corner[1], (float) corner[2]);
        }
    }
}
