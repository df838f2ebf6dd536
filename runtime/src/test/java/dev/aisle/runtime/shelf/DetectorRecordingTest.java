package dev.aisle.runtime.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.Interaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Against a session recorded in the AutoCheckout format, where one is given.
@EnabledIfSystemProperty(named = "aisle.recording", matches = ".+")
class DetectorRecordingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Interaction> found = List.of();

    @BeforeAll
    static void detect() throws IOException {
        found = detect(Path.of(System.getProperty("aisle.recording")));
    }

    @Test
    void findsThePickOfTheRecordedSession() {
        var onTheShelf =
                found.stream()
                        .filter(each -> each.id().shelf().value().equals("gondola-1-5"))
                        .filter(each -> Math.abs(each.plates().get(10).change()) > 100)
                        .toList();
        assertThat(onTheShelf).hasSize(1);
        assertThat(onTheShelf.getFirst().plates().get(10).change()).isCloseTo(-622.9, within(5.0));
    }

    @Test
    void findsNothingElseOfWeight() {
        assertThat(found).filteredOn(each -> Math.abs(each.change()) > 30).hasSize(1);
    }

    private static List<Interaction> detect(Path folder) throws IOException {
        var plates = plates(folder);
        var detectors = new TreeMap<String, Detector>();
        var seqs = new TreeMap<String, Integer>();
        var found = new ArrayList<Interaction>();
        for (var line : Files.readAllLines(folder.resolve("plate_data.json"))) {
            var document = JSON.readTree(line);
            var end =
                    EventTime.of(Instant.parse(document.at("/document/header/t_origin").asText()));
            var data = document.at("/document/plate_data");
            int gondola = data.at("/plate_id/shelf_id/gondola_id/id").asInt();
            var shape = data.at("/values/shape");
            int shelves = shape.get(1).asInt();
            int columns = shape.get(2).asInt();
            var weights = floats(data.at("/values/data"));
            for (int shelf = 1; shelf < shelves; shelf++) {
                var name = "gondola-%d-%d".formatted(gondola, shelf);
                int count = plates.getOrDefault(name, 0);
                var detector =
                        detectors.computeIfAbsent(
                                name,
                                _ ->
                                        Detector.start(
                                                new DeviceId(name),
                                                count,
                                                DetectorSettings.STANDARD));
                for (int sample = 0; sample < 12; sample++) {
                    int seq = seqs.merge(name, 1, Integer::sum);
                    var at = end.plusMicros((sample - 11) * 16_666L);
                    int offset = (sample * shelves + shelf) * columns + 1;
                    detector.accept(1, seq, at, weights, offset).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /// How many plates each row has.
    private static Map<String, Integer> plates(Path folder) throws IOException {
        var plates = new TreeMap<String, Integer>();
        for (var line : Files.readAllLines(folder.resolve("planogram.json"))) {
            for (var plate : JSON.readTree(line).get("plate_ids")) {
                var name =
                        "gondola-%d-%d"
                                .formatted(
                                        plate.at("/shelf_id/gondola_id/id").asInt(),
                                        plate.at("/shelf_id/shelf_index").asInt());
                plates.merge(name, plate.get("plate_index").asInt(), Math::max);
            }
        }
        return plates;
    }

    private static float[] floats(JsonNode data) throws IOException {
        var bytes = ByteBuffer.wrap(data.binaryValue()).order(ByteOrder.LITTLE_ENDIAN);
        var floats = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }
}
