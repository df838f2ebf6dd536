package dev.aisle.config.blueprint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Loads blueprints in the format of this package: sound, or refused whole with every fault named.
public final class BlueprintLoader {

    /// A blueprint of 20,000 plates and as many products takes a tenth of this.
    public static final long MAX_BYTES = 64L << 20;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    public Loaded load(Path file) {
        try {
            long bytes = Files.size(file);
            return bytes > MAX_BYTES
                    ? refused(
                            file + " has " + bytes + " bytes",
                            "keep a blueprint below " + MAX_BYTES + " bytes")
                    : load(Files.readString(file));
        } catch (CharacterCodingException notUtf8) {
            return refused(file + " is not UTF-8", "save it as UTF-8");
        } catch (IOException unreadable) {
            return refused(file + " can't be read", "name a blueprint file that can be read");
        }
    }

    public Loaded load(String json) {
        try {
            return new DraftReader().read(JSON.readTree(json));
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            return refused(
                    "not JSON: "
                            + malformed.getOriginalMessage()
                            + (at == null
                                    ? ""
                                    : " at line "
                                            + at.getLineNr()
                                            + ", column "
                                            + at.getColumnNr()),
                    "correct it there");
        }
    }

    private static Loaded refused(String what, String remedy) {
        return new Loaded.Faulty(List.of(new Fault("", what, remedy)));
    }
}
