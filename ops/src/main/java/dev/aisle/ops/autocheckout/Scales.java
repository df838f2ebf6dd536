package dev.aisle.ops.autocheckout;

import dev.aisle.ops.autocheckout.Script.Act;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/// What the plates of made-up sessions read: untared weights with noise and drift, the press of a
/// hand before a piece is lifted, the knock of one that is put down, and spells of nothing.
final class Scales {

    static final int SAMPLES = 12;

    /// As the originals: two columns more than plates, one that sticks and one that repeats its
    /// neighbour.
    static final int COLUMNS = Premises.PLATES + 3;

    static final int SHELVES = Premises.ROWS + 1;

    private static final double HAND = 50;
    private static final double STUCK = 6067.5;
    private static final double MINUTE = 60;

    private final Script script;
    private final Random random;
    private final double[][] zero = new double[SHELVES][COLUMNS];
    private final double[][] noise = new double[SHELVES][COLUMNS];
    private final double[][] creep = new double[SHELVES][COLUMNS];
    private final int[][] away = new int[SHELVES][COLUMNS];

    Scales(Script script, Random random) {
        this.script = script;
        this.random = random;
        for (int shelf = 1; shelf < SHELVES; shelf++) {
            for (int plate = 1; plate <= Premises.PLATES; plate++) {
                zero[shelf][plate] = -500 + 8_000 * random.nextDouble();
                noise[shelf][plate] = 0.5 + 0.9 * random.nextDouble();
                creep[shelf][plate] = 6 * (random.nextDouble() - 0.5);
            }
        }
    }

    /// Twelve samples from `start` on, little-endian float32.
    byte[] batch(double start) {
        var cells =
                ByteBuffer.allocate(4 * SAMPLES * SHELVES * COLUMNS).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample = 0; sample < SAMPLES; sample++) {
            for (int shelf = 0; shelf < SHELVES; shelf++) {
                row(shelf, start + sample / 60.0, cells);
            }
        }
        return cells.array();
    }

    private void row(int shelf, double now, ByteBuffer cells) {
        cells.putFloat(Float.NaN);
        if (shelf == 0) {
            for (int column = 1; column < COLUMNS; column++) {
                cells.putFloat(Float.NaN);
            }
            return;
        }
        float last = Float.NaN;
        for (int plate = 1; plate <= Premises.PLATES; plate++) {
            last = cell(shelf, plate, now);
            cells.putFloat(last);
        }
        cells.putFloat((float) STUCK);
        cells.putFloat(last);
    }

    private float cell(int shelf, int plate, double now) {
        double grams =
                zero[shelf][plate]
                        + creep[shelf][plate] * now / MINUTE
                        + StrictMath.sin(now / 7 + plate)
                        + noise[shelf][plate] * random.nextGaussian();
        for (var act : script.acts()) {
            if (act.item().row() == shelf) {
                grams += act(act, plate, now);
            }
        }
        if (away[shelf][plate] > 0) {
            away[shelf][plate]--;
            return Float.NaN;
        }
        if (random.nextInt(600) == 0) {
            away[shelf][plate] = 2 + random.nextInt(14);
        }
        return (float) grams;
    }

    private static double act(Act act, int plate, double now) {
        double part =
                plate == act.plate() ? act.share() : plate == act.beside() ? 1 - act.share() : 0;
        double since = now - act.at();
        double weight = act.item().grams() * part;
        double gone = Script.smooth(since / 0.12);
        double moved = act.taken() ? -weight * gone : weight * gone;
        if (plate != act.plate()) {
            return moved;
        }
        double press = act.taken() ? bump(since, -0.32, 0.02) : bump(since, 0.02, 0.34);
        return moved + HAND * press;
    }

    /// From 0 up to 1 and back.
    private static double bump(double since, double from, double until) {
        return Math.min(
                Script.smooth((since - from) / 0.08), Script.smooth((until - since) / 0.08));
    }
}
