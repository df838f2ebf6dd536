package dev.aisle.runtime.shelf;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.kernel.Spool;
import java.time.Duration;
import java.util.Random;

/// A row of three plates that says batches of twelve samples at 60 Hz.
final class ShelfRow {

    static final DeviceId ROW = new DeviceId("shelf-1-1");
    static final double QUIET = 4;
    static final double AT_MOST = 8;
    static final ShelfSettings SETTINGS =
            new ShelfSettings(
                    Duration.ofSeconds(8), Duration.ofSeconds(4), DetectorSettings.STANDARD);

    private static final int PLATES = 3;
    private static final int BATCH = 12;
    private static final int STEP = 16_667;
    private static final double NOISE = 0.7;

    private final Spool spool = new Spool(ROW, 1);
    private final Random random;
    private final double[] grams = {4_000, 2_500, 900};
    private long now = 1_000_000_000;

    ShelfRow(long seed) {
        random = new Random(seed);
    }

    Spool spool() {
        return spool;
    }

    /// The time of the next sample.
    EventTime now() {
        return new EventTime(now);
    }

    /// @param plate from 1
    void put(int plate, double change) {
        grams[plate - 1] += change;
    }

    /// Whole batches.
    void run(double seconds) {
        for (int i = 0; i < Math.round(seconds * 1_000_000 / (BATCH * STEP)); i++) {
            var batch = new float[PLATES * BATCH];
            for (int cell = 0; cell < batch.length; cell++) {
                boolean lost = random.nextInt(500) == 0;
                double weight = grams[cell % PLATES] + NOISE * random.nextGaussian();
                batch[cell] = lost ? Float.NaN : (float) weight;
            }
            spool.weights(now, STEP, BATCH, batch);
            now += BATCH * STEP;
        }
    }

    void gap(long micros) {
        spool.gap(now - STEP, now + micros);
        now += micros + STEP;
    }
}
