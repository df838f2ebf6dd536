package dev.aisle.ops.synthetic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The truth of some stores as a file of JSON: `{"format": "aisle-truth/2", "stores": [ … ]}`, each
/// store as [SyntheticTruth] spells it, times in microseconds since 1970.
public final class TruthFile {

    private static final String FORMAT = "aisle-truth/2";

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .findAndAddModules()
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private record Document(String format, List<SyntheticTruth> stores) {}

    private TruthFile() {}

    public static void write(List<SyntheticTruth> stores, Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, JSON.writeValueAsString(new Document(FORMAT, stores)) + "\n");
    }

    /// @throws IOException where the file can't be read, or is none of these
    public static List<SyntheticTruth> read(Path file) throws IOException {
        try {
            var document = JSON.readValue(Files.readString(file), Document.class);
            if (!document.format().equals(FORMAT)) {
                throw new IOException(file + " is " + document.format() + ", not " + FORMAT);
            }
            return document.stores();
        } catch (JsonProcessingException misshapen) {
            throw new IOException(file + " is no " + FORMAT + ": " + misshapen, misshapen);
        }
    }
}
