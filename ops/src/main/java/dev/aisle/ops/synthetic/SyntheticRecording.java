package dev.aisle.ops.synthetic;

import dev.aisle.ops.autocheckout.RecordingWriter;
import dev.aisle.ops.autocheckout.RecordingWriter.Sighted;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/// Writes what a synthetic store's devices say as a recording in the AutoCheckout format: weights
/// as they are, people as all cameras together see them.
public final class SyntheticRecording {

    private static final StoreId ANY = new StoreId("synthetic.recorded");

    private SyntheticRecording() {}

    /// Writes the four files.
    ///
    /// @param begin the store's first moment
    public static void write(SyntheticStore store, EventTime begin, Path folder)
            throws IOException {
        try (var writer = RecordingWriter.create(folder, store.blueprint(ANY))) {
            for (var moment : moments(store)) {
                var at = begin.plusMicros(moment.micros());
                writer.people(at, at.plusMicros(moment.late()).instant(), moment.seen());
            }
            weights(store, begin, writer);
        }
    }

    /// What all cameras together see.
    ///
    /// @param micros from the beginning
    /// @param late microseconds until it arrives
    record Moment(long micros, long late, List<Sighted> seen) {}

    /// Fifteen times a second.
    static Iterable<Moment> moments(SyntheticStore store) {
        return () -> new Moments(store);
    }

    private static void weights(SyntheticStore store, EventTime begin, RecordingWriter writer)
            throws IOException {
        var gondolas = new ArrayList<Weighing>();
        for (int number = 1; number <= store.premises().gondolas().size(); number++) {
            gondolas.add(new Weighing(store, number));
        }
        long batches = (store.micros() - RowScale.BATCH_MICROS) / RowScale.BATCH_MICROS;
        for (long batch = 0; batch < batches; batch++) {
            for (var gondola : gondolas) {
                var first = begin.plusMicros(gondola.clock.first(batch));
                var arrival = first.plusMicros(gondola.clock.late()).instant();
                writer.weights(gondola.number, first, arrival, gondola.batch(batch));
            }
        }
    }

    private static final class Weighing {
        private final int number;
        private final RowStream.GondolaClock clock;
        private final List<RowScale> rows;

        private Weighing(SyntheticStore store, int number) {
            this.number = number;
            this.clock = store.clock(number);
            this.rows =
                    store.premises().rows().stream()
                            .filter(row -> row.gondola().equals(String.valueOf(number)))
                            .map(store::scale)
                            .toList();
        }

        private List<WeightBatch> batch(long number) {
            return rows.stream().map(row -> row.batch(clock.first(number) / 1e6)).toList();
        }
    }

    private static final class Moments implements Iterator<Moment> {

        private static final double PERIOD = CameraStream.PERIOD;
        private static final double[] NOT_OFF = {0, 0, 0};

        private final SyntheticStore store;
        private final Present present;
        private final Noise noise;
        private final Lag lag;
        private final Body body = new Body();
        private long frame;
        private long before;

        private Moments(SyntheticStore store) {
            this.store = store;
            this.present = new Present(store.visitors());
            this.noise = new Noise(store.seed("fused", 0));
            this.lag = new Lag(noise);
        }

        @Override
        public boolean hasNext() {
            return 4_000 + frame * PERIOD < store.micros();
        }

        @Override
        public Moment next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the store has closed");
            }
            long micros = Math.round(4_000 + PERIOD * frame++);
            long late = Math.max(lag.micros(), before - micros);
            before = micros + late;
            var seen = new ArrayList<Sighted>();
            present.at(micros / 1e6).forEach(who -> look(who, micros / 1e6, seen::add));
            return new Moment(micros, late, seen);
        }

        private void look(Visitor who, double now, Consumer<Sighted> told) {
            var cameras = new ArrayList<Integer>();
            for (int camera = 0; camera < store.premises().cameras().size(); camera++) {
                boolean watches = store.watch().sees(camera, who.walk().x(now), who.walk().y(now));
                if (watches && !noise.chance(CameraStream.MISSED)) {
                    cameras.add(camera);
                }
            }
            if (!cameras.isEmpty()) {
                body.take(who, now);
                var person = body.seen(who.track().value(), NOT_OFF, Body.FUSED, noise);
                told.accept(new Sighted(person, cameras));
            }
        }
    }
}
