package dev.aisle.ops.synthetic;

import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// What one row of a gondola says: a batch each fifth of a second. All rows of a gondola keep its
/// time.
final class RowStream implements Iterator<Feed> {

    private final DeviceId device;
    private final RowScale scale;
    private final EventTime begin;
    private final long micros;
    private final GondolaClock clock;
    private long batch = -1;
    private boolean ended;
    private Instant arrival;

    /// @param micros how long the store runs
    RowStream(DeviceId device, RowScale scale, GondolaClock clock, EventTime begin, long micros) {
        this.device = device;
        this.scale = scale;
        this.clock = clock;
        this.begin = begin;
        this.micros = micros;
        this.arrival = begin.instant();
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public Feed next() {
        if (ended) {
            throw new NoSuchElementException(device + " has ended");
        }
        if (batch < 0) {
            batch = 0;
            return new Feed.Begin(device, begin, arrival);
        }
        long first = clock.first(batch);
        if (first + RowScale.BATCH_MICROS >= micros) {
            ended = true;
            var end = begin.plusMicros(micros);
            return new Feed.End(device, end, later(end.instant()));
        }
        batch++;
        var at = begin.plusMicros(first);
        var when = later(at.plusMicros(clock.late()).instant());
        return new Feed.Weights(device, at, when, scale.batch(first / 1e6));
    }

    private Instant later(Instant when) {
        arrival = when.isBefore(arrival) ? arrival : when;
        return arrival;
    }

    /// When a gondola says something. Each row has a copy of its own, from the same seed.
    static final class GondolaClock {

        private final Noise noise;
        private final long phase;

        GondolaClock(long seed) {
            noise = new Noise(seed);
            phase = 2_000 + (long) (RowScale.BATCH_MICROS * noise.uniform());
        }

        /// Microseconds from the beginning to the first sample of a batch.
        long first(long batch) {
            return phase + batch * RowScale.BATCH_MICROS;
        }

        /// Microseconds from a batch's first sample to its arrival: 95 to 110 ms after the middle,
        /// one in twenty up to 190.
        long late() {
            double more = noise.chance(0.05) ? 80_000 : 15_000;
            return RowScale.BATCH_MICROS / 2 + 95_000 + (long) (more * noise.uniform());
        }
    }
}
