package dev.aisle.ops.synthetic;

/// Where somebody's feet are, from when they come in until they are gone: a point each tenth of a
/// second, straight lines between.
final class Walk {

    /// A second has so many points.
    static final int TICKS = 10;

    private final int from;
    private final float[] x;
    private final float[] y;
    private final float[] facing;

    /// @param from tenths of a second from the beginning
    /// @param x metres; so is y
    /// @param facing radians from x towards y
    Walk(int from, float[] x, float[] y, float[] facing) {
        this.from = from;
        this.x = x;
        this.y = y;
        this.facing = facing;
    }

    int from() {
        return from;
    }

    int until() {
        return from + x.length - 1;
    }

    boolean isThereAt(int tick) {
        return tick >= from && tick <= until();
    }

    double x(int tick) {
        return x[tick - from];
    }

    double y(int tick) {
        return y[tick - from];
    }

    double begin() {
        return (double) from / TICKS;
    }

    double end() {
        return (double) until() / TICKS;
    }

    /// At a time in seconds, within the walk.
    double x(double now) {
        return at(x, now);
    }

    double y(double now) {
        return at(y, now);
    }

    /// Turned the short way.
    double facing(double now) {
        double place = place(now);
        int before = (int) place;
        double turn = around(facing[before + 1] - facing[before]);
        return facing[before] + turn * (place - before);
    }

    private double at(float[] values, double now) {
        double place = place(now);
        int before = (int) place;
        return values[before] + (values[before + 1] - values[before]) * (place - before);
    }

    private double place(double now) {
        return Math.clamp(now * TICKS - from, 0.0, x.length - 1.001);
    }

    /// An angle within half a turn.
    static double around(double angle) {
        return angle - 2 * StrictMath.PI * StrictMath.rint(angle / (2 * StrictMath.PI));
    }
}
