package dev.aisle.ops.synthetic;

import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.store.Blueprint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Where things stand: 7.5 × 6 m, gondolas along the walls, each with its front to the middle, and
/// in the front wall the door with the terminal beside it. Plates, levels and depth are those of a
/// recorded store.
///
/// @param gondolas in order of number
/// @param cameras on the ceiling, in order of number
record Premises(List<Gondola> gondolas, List<Spot> cameras) {

    static final double WIDTH = 7.5;
    static final double LENGTH = 6;
    static final double CEILING = 2.8;
    static final double PLATE = 0.1016;

    static final DeviceId DOOR_ID = new DeviceId("door-1");
    static final DeviceId TERMINAL_ID = new DeviceId("terminal-1");

    /// Where people appear and vanish.
    static final Spot DOOR = new Spot(6.6, 0.2);

    /// Where cards are tapped, and where one stands to do so.
    static final Position TERMINAL = new Position(4.9f, 0.1f, 1.05f);

    static final Spot AT_TERMINAL = new Spot(4.9, 0.52);

    /// Towards the terminal.
    static final double TO_TERMINAL = -StrictMath.PI / 2;

    /// Who does not pay walks around this.
    static final Rectangle TERMINAL_ZONE = new Rectangle(3.9, -1, 5.9, 1.3);

    private static final double DEPTH = 0.41;
    private static final double[] LEVELS = {0.27, 0.53, 0.80, 1.05, 1.29, 1.53};
    private static final double TOP = 1.85;
    private static final double AIR = 0.03;

    /// How far from a gondola people stand that reach into it.
    private static final double STAND_OFF = 0.42;

    /// Metres from whoever acts.
    private static final double CLEAR = 1.78;

    /// Far enough from one another for somebody at each to be alone.
    private static final List<Stand> STANDS =
            List.of(
                    new Stand(new Spot(1.0, 5.5), 0, 1),
                    new Stand(new Spot(3.87, 5.5), 0, 1),
                    new Stand(new Spot(6.89, 4.17), 1, 0),
                    new Stand(new Spot(0.61, 2.15), -1, 0),
                    new Stand(new Spot(3.12, 0.43), 0, -1));

    /// Where a gondola stands.
    ///
    /// @param corner the left end of its front, for somebody before it
    /// @param inX the way from them into it; so is inY
    record Stand(Spot corner, double inX, double inY) {

        /// So far to the right, and into it.
        Spot at(double along, double in) {
            return new Spot(
                    corner.x() + along * inY + in * inX, corner.y() - along * inX + in * inY);
        }
    }

    record Rectangle(double left, double front, double right, double back) {

        Rectangle widened(double by) {
            return new Rectangle(left - by, front - by, right + by, back + by);
        }

        boolean holds(Spot spot) {
            return spot.x() > left && spot.x() < right && spot.y() > front && spot.y() < back;
        }
    }

    /// One piece of furniture, its plates numbered from left to right.
    record Gondola(int number, Stand stand, int rows, int plates) {

        Rectangle footprint() {
            return rectangle(0, plates * PLATE);
        }

        private Rectangle rectangle(double from, double to) {
            var one = stand.at(from, 0);
            var other = stand.at(to, DEPTH);
            return new Rectangle(
                    Math.min(one.x(), other.x()),
                    Math.min(one.y(), other.y()),
                    Math.max(one.x(), other.x()),
                    Math.max(one.y(), other.y()));
        }

        /// Where one stands who reaches for a plate.
        Spot before(int plate) {
            return inside(plate, -STAND_OFF);
        }

        /// In the middle of a plate's width, so far in from its front.
        Spot inside(int plate, double in) {
            return stand.at((plate - 0.5) * PLATE, in);
        }

        /// Which way one faces there, radians.
        double facing() {
            return StrictMath.atan2(stand.inY(), stand.inX());
        }

        /// Whether somebody there is alone whatever goes on here.
        private boolean isClearOf(Spot spot) {
            boolean outside = !footprint().widened(Ways.BODY).holds(spot);
            return outside
                    && IntStream.rangeClosed(1, plates)
                            .allMatch(plate -> before(plate).to(spot) > CLEAR);
        }

        static double floor(int level) {
            return LEVELS[level - 1];
        }

        DeviceId device(int level) {
            return new DeviceId("shelf-" + number + "-" + level);
        }

        private Blueprint.Row row(int level) {
            double low = floor(level);
            double high = level < LEVELS.length ? LEVELS[level] - AIR : TOP;
            var all = new ArrayList<Blueprint.Plate>();
            for (int plate = 1; plate <= plates; plate++) {
                var floor = rectangle((plate - 1) * PLATE, plate * PLATE);
                var from = position(floor.left(), floor.front(), low);
                var to = position(floor.right(), floor.back(), high);
                all.add(new Blueprint.Plate(plate, new Box(from, to)));
            }
            return new Blueprint.Row(device(level), String.valueOf(number), level, all);
        }
    }

    Premises {
        gondolas = List.copyOf(gondolas);
        cameras = List.copyOf(cameras);
    }

    static Premises of(SyntheticPlan.Size size) {
        var gondolas = new ArrayList<Gondola>();
        for (int number = 1; number <= size.gondolas(); number++) {
            gondolas.add(new Gondola(number, STANDS.get(number - 1), size.rows(), size.plates()));
        }
        return new Premises(gondolas, grid(size.cameras()));
    }

    /// Rows and columns as even as can be; the last row may hold fewer.
    private static List<Spot> grid(int cameras) {
        int columns = (int) StrictMath.ceil(StrictMath.sqrt(cameras * WIDTH / LENGTH));
        int rows = (cameras + columns - 1) / columns;
        var spots = new ArrayList<Spot>();
        for (int row = 0; row < rows; row++) {
            int here = Math.min(columns, cameras - row * columns);
            for (int column = 0; column < here; column++) {
                spots.add(new Spot(WIDTH * (column + 0.5) / here, LENGTH * (row + 0.5) / rows));
            }
        }
        return spots;
    }

    /// Where one is in nobody's way who stands at a shelf or pays.
    List<Spot> asides() {
        var asides = new ArrayList<Spot>();
        for (double x = 0.4; x < WIDTH; x += 0.3) {
            for (double y = 0.4; y < LENGTH; y += 0.3) {
                var spot = new Spot(x, y);
                if (isAside(spot)) {
                    asides.add(spot);
                }
            }
        }
        return asides;
    }

    private boolean isAside(Spot spot) {
        return spot.to(AT_TERMINAL) > CLEAR
                && !TERMINAL_ZONE.holds(spot)
                && spot.to(DOOR) > 1
                && gondolas.stream().allMatch(gondola -> gondola.isClearOf(spot));
    }

    static DeviceId camera(int number) {
        return new DeviceId("cam-" + number);
    }

    List<Blueprint.Row> rows() {
        var rows = new ArrayList<Blueprint.Row>();
        for (var gondola : gondolas) {
            for (int level = 1; level <= gondola.rows(); level++) {
                rows.add(gondola.row(level));
            }
        }
        return rows;
    }

    static Position position(double x, double y, double z) {
        return new Position((float) x, (float) y, (float) z);
    }
}
