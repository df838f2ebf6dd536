package dev.aisle.ops.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.runtime.kernel.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/// What the nodes of a cluster share and nobody else knows, kept in a file that only its owner
/// reads.
///
/// @param tokens signs tokens
/// @param payers turns payment tokens into references
public record Secrets(String tokens, String payers) {

    private static final String FILE = "secrets.json";
    private static final int BYTES = 32;
    private static final Duration VALID = Duration.ofDays(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Those of a data folder, made at its first use.
    static Secrets of(Path data) throws IOException {
        var file = data.resolve(FILE);
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

    /// Those of a data folder that has been used before.
    static Optional<Secrets> known(Path data) throws IOException {
        return Files.exists(data.resolve(FILE)) ? Optional.of(of(data)) : Optional.empty();
    }

    /// A token that the nodes take.
    String issue(Tokens.Grant grant) {
        return new Tokens(tokens, InstantSource.system()).issue(grant, VALID);
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
