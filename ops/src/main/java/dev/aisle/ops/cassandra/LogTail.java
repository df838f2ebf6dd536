package dev.aisle.ops.cassandra;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What one start has written to Cassandra's log so far.
///
/// @param offset the log's size before the start: what lies before it is of earlier ones
record LogTail(Path serverLog, long offset, Path consoleLog) {
    private static final int LINES = 20;
    private static final long MOST_BYTES = 64 * 1024;

    static LogTail from(WorkFolder folder) throws IOException {
        var log = folder.serverLog();
        return new LogTail(log, Files.exists(log) ? Files.size(log) : 0, folder.consoleLog());
    }

    /// The last twenty lines; the JVM's own words come before the server's.
    List<String> lines() throws IOException {
        var all = Stream.concat(end(consoleLog, 0), end(serverLog, offset)).toList();
        return all.subList(Math.max(0, all.size() - LINES), all.size());
    }

    private static Stream<String> end(Path file, long offset) throws IOException {
        if (!Files.exists(file)) {
            return Stream.empty();
        }
        try (var channel = Files.newByteChannel(file)) {
            var size = channel.size();
            var start = offset > size ? 0 : offset; // The log has been rolled since.
            channel.position(Math.max(start, size - MOST_BYTES));
            return new String(
                            Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8)
                    .lines();
        }
    }
}
