package dev.aisle.ops.autocheckout;

import dev.aisle.ops.autocheckout.Planogram.Shelf;
import dev.aisle.ops.autocheckout.RecordingFault.Kind;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.EventTime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads `plate_data.json`, one gondola's batch at a time, in strictly rising event time per
/// gondola.
final class Weights implements AutoCloseable {

    static final String FILE = "plate_data.json";

    /// Gondolas may be this far out of step with one another in the file.
    static final Duration DISORDER = Duration.ofSeconds(2);

    private static final int MAX_SAMPLES = 1_000;
    private static final int MAX_SIDE = 1_001;

    private final Lines lines;
    private final Planogram planogram;
    private final Warnings warnings;
    private final Map<Integer, EventTime> lastSample = new HashMap<>();
    private EventTime newest = EventTime.BEGINNING;

    Weights(Path folder, Planogram planogram, Warnings warnings) {
        this.lines = new Lines(folder, FILE);
        this.planogram = planogram;
        this.warnings = warnings;
    }

    /// What one gondola weighed in a fifth of a second: `samples` × `shelves` × `columns` cells, of
    /// which shelf 0 and column 0 mean nothing.
    ///
    /// @param first event time of the first sample
    record Batch(
            int gondola,
            EventTime first,
            Instant arrival,
            int samples,
            int shelves,
            int columns,
            double frequency,
            FloatBuffer cells) {

        boolean has(Shelf shelf) {
            return shelf.gondola() == gondola && shelf.index() < shelves;
        }

        /// One shelf's share: columns 1 to `plates`, sample by sample.
        WeightBatch of(Shelf shelf, int plates) {
            var batch = WeightBatch.newBuilder();
            for (int sample = 0; sample < samples; sample++) {
                int row = (sample * shelves + shelf.index()) * columns;
                for (int plate = 1; plate <= plates; plate++) {
                    batch.addGrams(cells.get(row + plate));
                }
                if (sample > 0) {
                    batch.addStepUs(step(sample - 1));
                }
            }
            return batch.build();
        }

        EventTime last() {
            long micros = 0;
            for (int i = 0; i < samples - 1; i++) {
                micros += step(i);
            }
            return first.plusMicros(micros);
        }

        /// At 60 Hz 16,667 and 16,666 µs in turn.
        private int step(int number) {
            double step = 1e6 / frequency;
            return (int) (number % 2 == 0 ? Math.ceil(step) : Math.floor(step));
        }

        private Batch starting(EventTime time) {
            return new Batch(gondola, time, arrival, samples, shelves, columns, frequency, cells);
        }
    }

    /// The next batch of a gondola that the planogram knows; absent at the end.
    Optional<Batch> next() {
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            var batch = placed(batch(line.orElseThrow()));
            if (batch.isPresent()) {
                return batch;
            }
        }
        return Optional.empty();
    }

    /// Whatever comes now comes after this time.
    EventTime frontier() {
        return newest.minus(DISORDER);
    }

    private Optional<Batch> placed(Batch batch) {
        boolean known =
                planogram.plates().keySet().stream()
                        .anyMatch(shelf -> shelf.gondola() == batch.gondola());
        if (!known) {
            warnings.add(
                    FILE,
                    "gondola " + batch.gondola() + " does not stand in the planogram: dropped");
            return Optional.empty();
        }
        var last = lastSample.getOrDefault(batch.gondola(), EventTime.BEGINNING);
        var rising = batch;
        if (!batch.first().isAfter(last)) {
            // Half a batch at most, or a clock was set: then there is no telling when it was.
            long late = last.micros() - batch.first().micros();
            if (late > halfSpan(batch.samples(), batch.frequency())) {
                warnings.add(FILE, "timestamp that does not rise: dropped");
                return Optional.empty();
            }
            warnings.add(FILE, "batch that begins before the last one ends: moved behind it");
            rising = batch.starting(last.plusMicros(batch.step(1)));
        }
        if (!rising.first().isAfter(frontier())) {
            warnings.add(FILE, "gondola more than 2 s behind another: dropped");
            return Optional.empty();
        }
        lastSample.put(batch.gondola(), rising.last());
        newest = EventTime.max(newest, rising.first());
        return Optional.of(rising);
    }

    private Batch batch(Line line) {
        var data = line.object(line.object(line.json(), "document"), "plate_data");
        var shelfId = line.object(line.object(data, "plate_id"), "shelf_id");
        int gondola = line.id(line.object(shelfId, "gondola_id"), "id");
        double frequency = line.number(data, "freq_samp");
        if (frequency < 1 || frequency > 1_000) {
            throw line.misshapen("'freq_samp' is no frequency from 1 to 1,000: " + frequency);
        }
        var values = line.object(data, "values");
        var type = line.text(values, "type");
        if (!type.isEmpty() && !type.equals("DATATYPE_FLOAT32")) {
            throw line.misshapen("values of type " + type + "; known is DATATYPE_FLOAT32");
        }
        var shape = line.list(values, "shape");
        int samples = side(line, shape.path(0).asInt(0), MAX_SAMPLES);
        int shelves = side(line, shape.path(1).asInt(0), MAX_SIDE);
        int columns = side(line, shape.path(2).asInt(0), MAX_SIDE);
        var cells = cells(line, line.text(values, "data"));
        if (shape.size() != 3 || cells.limit() != (long) samples * shelves * columns) {
            throw line.misshapen(cells.limit() + " values don't fill the shape " + shape);
        }
        planogram
                .plates()
                .forEach((shelf, plates) -> {
                    if (shelf.gondola() == gondola
                            && shelf.index() < shelves
                            && plates >= columns) {
                        throw line.fault(
                                Kind.UNKNOWN_PLATE,
                                "the planogram has plate "
                                        + plates
                                        + " on gondola "
                                        + gondola
                                        + ", shelf "
                                        + shelf.index()
                                        + ", which sends "
                                        + (columns - 1),
                                "correct the planogram");
                    }
                });
        var origin = line.origin();
        return new Batch(
                gondola,
                origin.plusMicros(-halfSpan(samples, frequency)),
                line.arrival(origin, warnings),
                samples,
                shelves,
                columns,
                frequency,
                cells);
    }

    /// A batch spans the time around its document's.
    private static long halfSpan(int samples, double frequency) {
        return Math.round(samples * 1e6 / frequency / 2);
    }

    private static int side(Line line, int length, int limit) {
        if (length < 1 || length > limit) {
            throw line.misshapen("a side of 'shape' is not from 1 to " + limit + ": " + length);
        }
        return length;
    }

    private static FloatBuffer cells(Line line, String base64) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
        } catch (IllegalArgumentException malformed) {
            throw line.fault(
                    Kind.BAD_BASE64,
                    "'data' is not base64: " + malformed.getMessage(),
                    "export this document again or drop it");
        }
    }

    @Override
    public void close() {
        lines.close();
    }
}
