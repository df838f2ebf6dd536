package dev.aisle.ops.synthetic;

/// How late poses come: 2.31 s on the average, from 2.23 to 2.44 s, each much like the one before
/// (correlation 0.76). Seconds.
final class Lag {

    private static final double MEAN = 2.313;
    private static final double STEP = 0.024;
    private static final double MEMORY = 0.76;
    private static final double LEAST = 2.23;
    private static final double MOST = 2.44;

    private final Noise noise;
    private double off;

    Lag(Noise noise) {
        this.noise = noise;
    }

    long micros() {
        off = MEMORY * off + STEP * noise.gauss();
        return Math.round(1e6 * Math.clamp(MEAN + off, LEAST, MOST));
    }
}
