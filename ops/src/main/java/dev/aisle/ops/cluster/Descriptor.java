package dev.aisle.ops.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// What runs on a data folder, so that other commands find it.
///
/// @param owner the process that started all that, and ends it
/// @param provider port of the payment provider
/// @param journal port of Cassandra
public record Descriptor(Running owner, List<NodeAddress> nodes, int provider, int journal) {

    private static final String FILE = "cluster.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    public Descriptor {
        nodes = List.copyOf(nodes);
    }

    /// Absent where nothing was started here, or it was stopped.
    public static Optional<Descriptor> read(Path data) throws IOException {
        var file = data.resolve(FILE);
        return Files.exists(file)
                ? Optional.of(JSON.readValue(file.toFile(), Descriptor.class))
                : Optional.empty();
    }

    void write(Path data) throws IOException {
        Files.createDirectories(data);
        var fresh = data.resolve(FILE + ".new");
        JSON.writerWithDefaultPrettyPrinter().writeValue(fresh.toFile(), this);
        Files.move(
                fresh,
                data.resolve(FILE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }
}
