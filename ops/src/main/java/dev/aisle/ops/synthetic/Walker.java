package dev.aisle.ops.synthetic;

import java.util.Arrays;
import java.util.List;

/// Draws a walk, a tenth of a second at a time. What was tried and does not please is taken back.
final class Walker {

    /// Metres a second, a second.
    private static final double ACCELERATION = 2.5;

    /// How much of what is missing one turns in a tenth of a second.
    private static final double TURN = 0.35;

    private final int from;
    private final double speed;
    private float[] x = new float[256];
    private float[] y = new float[256];
    private float[] wanted = new float[256];
    private int length;

    /// @param speed metres a second, when walking
    Walker(int from, double speed, Spot start, double facing) {
        this.from = from;
        this.speed = speed;
        add(start.x(), start.y(), facing);
    }

    /// The last tick that is drawn.
    int now() {
        return from + length - 1;
    }

    Spot spot() {
        return new Spot(x[length - 1], y[length - 1]);
    }

    double x(int tick) {
        return x[tick - from];
    }

    double y(int tick) {
        return y[tick - from];
    }

    void takeBackTo(int tick) {
        length = tick - from + 1;
    }

    void stand(int ticks, double facing) {
        for (int i = 0; i < ticks; i++) {
            add(x[length - 1], y[length - 1], facing);
        }
    }

    /// Stands as before.
    void wait(int ticks) {
        stand(ticks, wanted[length - 1]);
    }

    /// Walks along, starting and stopping without a jerk.
    void walk(List<Spot> way) {
        double distance = 0;
        for (int i = 1; i < way.size(); i++) {
            distance += way.get(i - 1).to(way.get(i));
        }
        double most = Math.min(speed, StrictMath.sqrt(distance * ACCELERATION));
        double ramp = most / ACCELERATION;
        double takes = distance == 0 ? 0 : distance / most + ramp;
        int ticks = (int) StrictMath.ceil(takes * Walk.TICKS);
        for (int tick = 1; tick <= ticks; tick++) {
            double now = Math.min(takes, (double) tick / Walk.TICKS);
            along(way, covered(now, takes, most, ramp));
        }
    }

    private static double covered(double now, double takes, double most, double ramp) {
        if (now < ramp) {
            return ACCELERATION * now * now / 2;
        }
        double left = takes - now;
        double distance = most * (takes - ramp);
        return left < ramp ? distance - ACCELERATION * left * left / 2 : most * (now - ramp / 2);
    }

    private void along(List<Spot> way, double covered) {
        double left = covered;
        for (int i = 1; i < way.size(); i++) {
            double leg = way.get(i - 1).to(way.get(i));
            if (left <= leg || i == way.size() - 1) {
                var spot =
                        way.get(i - 1).towards(way.get(i), leg == 0 ? 1 : Math.min(1, left / leg));
                double dx = way.get(i).x() - way.get(i - 1).x();
                double dy = way.get(i).y() - way.get(i - 1).y();
                // Who shifts along a shelf goes on looking at it.
                double facing = leg < 0.9 ? wanted[length - 1] : StrictMath.atan2(dy, dx);
                add(spot.x(), spot.y(), facing);
                return;
            }
            left -= leg;
        }
    }

    private void add(double toX, double toY, double facing) {
        if (length == x.length) {
            x = Arrays.copyOf(x, 2 * length);
            y = Arrays.copyOf(y, 2 * length);
            wanted = Arrays.copyOf(wanted, 2 * length);
        }
        x[length] = (float) toX;
        y[length] = (float) toY;
        wanted[length] = (float) facing;
        length++;
    }

    Walk drawn() {
        var facing = new float[length];
        double now = wanted[0];
        for (int i = 0; i < length; i++) {
            now += TURN * Walk.around(wanted[i] - now);
            facing[i] = (float) now;
        }
        return new Walk(from, Arrays.copyOf(x, length), Arrays.copyOf(y, length), facing);
    }
}
