package dev.aisle.ops.synthetic;

import java.util.Random;
import java.util.SplittableRandom;

/// Normal deviates, fast and the same on every machine: from a table that is read in an order of
/// its seed's. No allocation, a nanosecond each.
final class Noise {

    private static final int BITS = 14;
    private static final float[] TABLE = new float[1 << BITS];

    static {
        var random = new Random(1);
        for (int i = 0; i < TABLE.length; i++) {
            TABLE[i] = (float) random.nextGaussian();
        }
    }

    private long state;

    Noise(long seed) {
        state = seed;
    }

    /// Of deviation 1.
    float gauss() {
        return TABLE[next() >>> (32 - BITS)];
    }

    /// From 0 up to 1.
    double uniform() {
        return (next() >>> 1) * 0x1p-31;
    }

    boolean chance(double share) {
        return uniform() < share;
    }

    /// The high half of Knuth's generator.
    private int next() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) (state >>> 32);
    }

    static double gauss(SplittableRandom random) {
        return TABLE[random.nextInt(TABLE.length)];
    }

    /// About this mean: an exponential deviate, cut at six times as much.
    static double about(double mean, SplittableRandom random) {
        return mean * Math.min(6, -StrictMath.log(1 - random.nextDouble()));
    }
}
