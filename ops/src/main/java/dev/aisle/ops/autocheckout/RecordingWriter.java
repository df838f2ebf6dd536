package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.protocols.device.v1.Joint;
import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.store.Blueprint;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;

/// Writes a recording in the AutoCheckout format. What people and scales say is written as it is
/// told, in the order of event time.
///
/// The format knows no door, no terminal, no tax, and one joint for all cameras.
public final class RecordingWriter implements AutoCloseable {

    private static final double INCH = 0.0254;
    private static final int FLOATS = 4;
    private static final double FREQUENCY = 60;

    private final BufferedWriter people;
    private final BufferedWriter weights;
    private long moments;
    private long batches;

    private RecordingWriter(BufferedWriter people, BufferedWriter weights) {
        this.people = people;
        this.weights = weights;
    }

    /// Somebody, and the cameras that see them.
    public record Sighted(Person person, List<Integer> cameras) {
        public Sighted {
            cameras = List.copyOf(cameras);
        }
    }

    /// A recording of a store whose gondolas have numbers for names. Close it.
    public static RecordingWriter create(Path folder, Blueprint blueprint) throws IOException {
        return create(folder, Drawing.planogram(blueprint), Drawing.products(blueprint));
    }

    static RecordingWriter create(
            Path folder, List<ObjectNode> planogram, List<ObjectNode> products) throws IOException {
        Files.createDirectories(folder);
        documents(folder.resolve(Planogram.FILE), planogram);
        documents(folder.resolve(Catalogue.FILE), products);
        return new RecordingWriter(
                Files.newBufferedWriter(folder.resolve(Targets.FILE)),
                Files.newBufferedWriter(folder.resolve(Weights.FILE)));
    }

    /// What all cameras together saw at an instant.
    public void people(EventTime at, Instant arrival, List<Sighted> seen) throws IOException {
        var targets = JsonNodeFactory.instance.arrayNode();
        for (var each : seen) {
            target(targets.addObject(), each, at);
        }
        people(at, arrival, targets);
    }

    void people(EventTime at, Instant arrival, ArrayNode targets) throws IOException {
        var json = document(moments++, at, at, arrival);
        var inside = ((ObjectNode) json.get("document")).putObject("targets");
        if (!targets.isEmpty()) {
            inside.set("targets", targets);
        }
        line(people, json.put("id", 0));
    }

    private static void target(ObjectNode json, Sighted seen, EventTime at) {
        json.putObject("target_id").put("id", seen.person().getTrack());
        var metadata = json.putArray("detection_metadata");
        for (int camera : seen.cameras()) {
            var by = metadata.addObject().put("timestamp", at.toString());
            by.putObject("frame_source").putObject("camera_id").put("id", camera);
        }
        json.put("target_state", "TARGETSTATE_VALID_ENTRANCE");
        Targets.JOINTS.forEach((joint, name) -> joint(json.putObject(name), joint, seen.person()));
    }

    /// A joint that is not seen has a point without any coordinate.
    private static void joint(ObjectNode json, Joint joint, Person person) {
        int first = FLOATS * joint.getNumber();
        var point = json.putObject("point");
        if (!Float.isNaN(person.getJoints(first))) {
            point.put("x", inches(person.getJoints(first)))
                    .put("y", inches(person.getJoints(first + 1)))
                    .put("z", inches(person.getJoints(first + 2)));
            json.put("score", person.getJoints(first + 3));
        }
    }

    private static float inches(float metres) {
        return (float) (metres / INCH);
    }

    /// What a gondola's rows weighed, the lowest first: batches of as many samples, 60 a second,
    /// with as many plates.
    ///
    /// @param first time of the first sample
    public void weights(int gondola, EventTime first, Instant arrival, List<WeightBatch> rows)
            throws IOException {
        int samples = rows.getFirst().getStepUsCount() + 1;
        int plates = rows.getFirst().getGramsCount() / samples;
        var cells =
                ByteBuffer.allocate(Float.BYTES * samples * (rows.size() + 1) * (plates + 1))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int sample = 0; sample < samples; sample++) {
            for (int plate = 0; plate <= plates; plate++) {
                cells.putFloat(Float.NaN);
            }
            for (var row : rows) {
                cells.putFloat(Float.NaN);
                for (int plate = 0; plate < plates; plate++) {
                    cells.putFloat(row.getGrams(sample * plates + plate));
                }
            }
        }
        var origin = first.plusMicros(Math.round(samples * 1e6 / FREQUENCY / 2));
        int[] shape = {samples, rows.size() + 1, plates + 1};
        weights(gondola, origin, arrival, cells.array(), shape);
    }

    /// @param origin the time in the middle of the batch
    /// @param shape samples, shelves and columns, of which shelf 0 and column 0 mean nothing
    void weights(int gondola, EventTime origin, Instant arrival, byte[] cells, int... shape)
            throws IOException {
        var json = document(batches++, origin, origin.plusMicros(96_074), arrival);
        var data = ((ObjectNode) json.get("document")).putObject("plate_data");
        data.putObject("plate_id").putObject("shelf_id").putObject("gondola_id").put("id", gondola);
        data.put("freq_samp", FREQUENCY);
        var values = data.putObject("values");
        values.put("data", Base64.getEncoder().encodeToString(cells));
        var sides = values.putArray("shape");
        for (int side : shape) {
            sides.add(side);
        }
        values.put("type", "DATATYPE_FLOAT32");
        line(weights, json.put("gondola_id", gondola).put("shelf_index", 0).put("plate_index", 0));
    }

    private static ObjectNode document(
            long number, EventTime origin, EventTime issue, Instant arrival) {
        var json = Drawing.identified("5e9fd0e0", number);
        json.put("timestamp", issue.micros() / 1e6);
        json.putObject("date_time").put("$date", arrival.truncatedTo(ChronoUnit.MILLIS).toString());
        json.putObject("document")
                .putObject("header")
                .put("t_origin", origin.toString())
                .put("t_issue", issue.toString());
        return json;
    }

    private static void documents(Path file, List<ObjectNode> documents) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            for (var document : documents) {
                line(out, document);
            }
        }
    }

    private static void line(BufferedWriter out, ObjectNode json) throws IOException {
        out.write(json.toString());
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        try (people) {
            weights.close();
        }
    }
}
