package dev.aisle.ops.synthetic;

import dev.aisle.ops.synthetic.Act.Load;
import dev.aisle.protocols.device.v1.WeightBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the plates of one row read: untared weights in the steps of a converter, with noise, drift,
/// the press of a hand, what a neighbour's load bends, shaking, and spells of nothing.
///
/// The figures are those of `ops/docs/synthetic-store.md`. Batches must be asked for in order.
final class RowScale {

    static final int SAMPLES = 12;
    static final long BATCH_MICROS = 200_000;

    /// Grams from one reading to the next possible one.
    private static final double QUANTUM = 0.24;

    /// A hand presses for so long before it lifts, seconds; a piece is off, or on, within so long.
    private static final double PRESSES = 0.37;

    private static final double MOVES = 0.1;

    /// How long a hand still presses on what it put down.
    private static final double LETS_GO = 0.4;

    /// A plate has a spell of nothing each so many samples, of so many samples.
    private static final double BETWEEN_SPELLS = 6_000;

    private static final double SPELL = 9;

    private static final WeightBatch STEPS = steps();

    private final int plates;
    private final List<Load> loads;
    private final List<Shaking> shakings;
    private final Noise noise;
    private final double[] level;
    private final double[] drift;
    private final double[] sigma;
    private final double[] left;
    private final double[] right;
    private final double[] extra;
    private final long[] away;
    private final long[] back;
    private final float[] phase;
    private final List<Load> open = new ArrayList<>();
    private int nextLoad;
    private int nextShaking;
    private long sample;

    /// @param loads in order of time
    /// @param shakings in order of time
    /// @param hum the median deviation of a plate, grams
    RowScale(int plates, List<Load> loads, List<Shaking> shakings, double hum, long seed) {
        this.plates = plates;
        this.loads = loads;
        this.shakings = shakings;
        noise = new Noise(seed);
        level = new double[plates];
        drift = new double[plates];
        sigma = new double[plates];
        left = new double[plates];
        right = new double[plates];
        extra = new double[plates];
        away = new long[plates];
        back = new long[plates];
        phase = new float[plates];
        for (int plate = 0; plate < plates; plate++) {
            level[plate] = -500 + 3_500 * noise.uniform();
            // Half a gram a minute at the median, six at most.
            drift[plate] = 0.5 * noise.gauss() * StrictMath.exp(0.9 * noise.gauss()) / 300;
            sigma[plate] = hum * StrictMath.exp(0.45 * noise.gauss());
            left[plate] = 0.016 * noise.uniform() * noise.uniform();
            right[plate] = 0.016 * noise.uniform() * noise.uniform();
            away[plate] = (long) (BETWEEN_SPELLS * 2 * noise.uniform());
            back[plate] = away[plate] + 2 + (long) (2 * SPELL * noise.uniform());
            phase[plate] = (float) (2 * StrictMath.PI * noise.uniform());
        }
    }

    private static WeightBatch steps() {
        var batch = WeightBatch.newBuilder();
        for (int i = 1; i < SAMPLES; i++) {
            batch.addStepUs(i % 2 == 1 ? 16_667 : 16_666);
        }
        return batch.build();
    }

    /// Twelve samples.
    ///
    /// @param start seconds from the beginning
    WeightBatch batch(double start) {
        double end = start + BATCH_MICROS / 1e6;
        while (nextLoad < loads.size() && loads.get(nextLoad).at() - PRESSES - MOVES < end) {
            open.add(loads.get(nextLoad++));
        }
        while (nextShaking < shakings.size() && shakings.get(nextShaking).until() < start) {
            nextShaking++;
        }
        for (int plate = 0; plate < plates; plate++) {
            level[plate] += drift[plate] + 0.04 * noise.gauss();
        }
        var batch = STEPS.toBuilder();
        for (int i = 0; i < SAMPLES; i++) {
            sample(start + i / 60.0, batch);
        }
        settle(end);
        return batch.build();
    }

    /// A third of the noise's variance is the row's, the rest the plate's own.
    private void sample(double now, WeightBatch.Builder batch) {
        boolean moving = !open.isEmpty();
        if (moving) {
            bear(now);
        }
        double shaken = shaken(now);
        float common = 0.5f * noise.gauss();
        for (int plate = 0; plate < plates; plate++) {
            double grams = level[plate] + sigma[plate] * (common + 0.85f * noise.gauss());
            if (moving) {
                grams += extra[plate];
            }
            if (shaken > 0) {
                grams += shaken * swing(now, plate);
            }
            boolean nothing = sample >= away[plate];
            batch.addGrams(
                    nothing ? Float.NaN : (float) (QUANTUM * StrictMath.rint(grams / QUANTUM)));
            if (nothing && sample >= back[plate]) {
                away[plate] = sample + 1 + (long) (BETWEEN_SPELLS * 2 * noise.uniform());
                back[plate] = away[plate] + 2 + (long) (2 * SPELL * noise.uniform());
            }
        }
        sample++;
    }

    private double shaken(double now) {
        double most = 0;
        for (int i = nextShaking; i < shakings.size(); i++) {
            if (shakings.get(i).from() > now) {
                break;
            }
            most = Math.max(most, shakings.get(i).at(now));
        }
        return most;
    }

    /// 7.5 swings a second, and what is no swing.
    private double swing(double now, int plate) {
        return StrictMath.sin(2 * StrictMath.PI * 7.5 * now + phase[plate]) + 0.35 * noise.gauss();
    }

    private void bear(double now) {
        Arrays.fill(extra, 0);
        for (var load : open) {
            spread(load, borne(load, now), extra);
        }
    }

    /// What is on the plate by now of a load and of the hand that moves it. A hand presses the more
    /// the nearer the lift is, and lets go with it.
    private static double borne(Load load, double now) {
        double since = now - load.at();
        double moved = Math.clamp(since / MOVES, 0.0, 1.0);
        double press;
        if (load.grams() < 0) {
            double before = Math.clamp((since + PRESSES) / PRESSES, 0.0, 1.0);
            press = before * before * (1 - moved);
        } else {
            press = moved * (1 - Act.smooth(since / LETS_GO));
        }
        return load.grams() * moved + load.press() * press;
    }

    /// A plate that is loaded bends those beside it: by up to 1.6 % in the recorded store.
    private void spread(Load load, double grams, double[] onto) {
        int plate = load.plate();
        onto[plate] += grams;
        if (plate > 0) {
            onto[plate - 1] += left[plate] * grams;
        }
        if (plate < plates - 1) {
            onto[plate + 1] += right[plate] * grams;
        }
    }

    private void settle(double now) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (now > open.get(i).at() + LETS_GO + MOVES) {
                spread(open.get(i), open.remove(i).grams(), level);
            }
        }
    }

    /// A row of a gondola that somebody leans against.
    ///
    /// @param grams deviation of a plate at the worst
    record Shaking(double from, double until, double grams) {

        double at(double now) {
            double rise = Math.min(1, (now - from) / 0.3);
            double fall = (until - now) / (until - from);
            return now < from || now > until ? 0 : grams * rise * fall * StrictMath.sqrt(2);
        }
    }
}
