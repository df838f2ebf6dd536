package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aisle.ops.autocheckout.RecordingFault.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The documents of one file, one at a time.
final class Lines implements AutoCloseable {

    /// The longest line of a recording; a real one has 8 KB.
    static final int MAX_BYTES = 4 << 20;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final String file;
    private final InputStream in;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(8192);
    private long number;

    Lines(Path folder, String file) {
        this.file = file;
        try {
            this.in = new BufferedInputStream(Files.newInputStream(folder.resolve(file)), 1 << 16);
        } catch (IOException unreadable) {
            throw new RecordingException(
                    new RecordingFault(
                            Kind.MISSING_FILE,
                            file,
                            0,
                            "can't be read in " + folder,
                            "name a folder that holds the recording's four files"));
        }
    }

    /// The next document, blank lines skipped; absent at the end.
    Optional<Line> next() {
        while (true) {
            if (!fill()) {
                return Optional.empty();
            }
            number++;
            var text = buffer.toString(StandardCharsets.UTF_8);
            if (!text.isBlank()) {
                return Optional.of(parsed(text));
            }
        }
    }

    private Line parsed(String text) {
        try {
            var json = JSON.readTree(text);
            if (!json.isObject()) {
                throw fault(Kind.WRONG_SHAPE, "is no JSON object", "write one object on each line");
            }
            return new Line(file, number, json);
        } catch (JsonProcessingException malformed) {
            throw fault(
                    Kind.BAD_JSON,
                    "not JSON: " + malformed.getOriginalMessage(),
                    "correct the line or drop it");
        }
    }

    private boolean fill() {
        buffer.reset();
        try {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            for (; next >= 0 && next != '\n'; next = in.read()) {
                buffer.write(next);
                if (buffer.size() > MAX_BYTES) {
                    number++;
                    throw fault(
                            Kind.WRONG_SHAPE,
                            "line longer than " + MAX_BYTES + " bytes",
                            "write one document on each line");
                }
            }
            return true;
        } catch (IOException broken) {
            throw fault(Kind.MISSING_FILE, "can't be read on: " + broken, "read it again");
        }
    }

    private RecordingException fault(Kind kind, String what, String remedy) {
        return new RecordingException(new RecordingFault(kind, file, number, what, remedy));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException broken) {
            throw fault(Kind.MISSING_FILE, "can't be closed: " + broken, "read it again");
        }
    }
}
