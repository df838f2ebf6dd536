package dev.aisle.ops.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What the nodes of a cluster share and nobody else knows, kept in a file that only its owner
/// reads.
///
/// @param tokens signs tokens
/// @param payers turns payment tokens into references
public record Secrets(String tokens, String payers) {

    private static final int BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Those of a data folder, made at its first use.
    static Secrets of(Path data) throws IOException {
        var file = data.resolve("secrets.json");
        if (!Files.exists(file)) {
            Files.createDirectories(data);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            JSON.writeValue(file.toFile(), new Secrets(random(), random()));
        }
        return JSON.readValue(file.toFile(), Secrets.class);
    }

    private static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "Secrets[not shown]";
    }
}
