package dev.aisle.ops.cassandra;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/// Who runs on a folder, as `cassandra.pid` (JSON) keeps it for the next start.
record ChildRecord(long pid, Instant startedAt, String command, int port) {
    /// The instant is derived from the boot time, which a stepped clock moves.
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    static ChildRecord of(ProcessHandle child, Path java, int port) {
        return new ChildRecord(
                child.pid(),
                child.info().startInstant().orElse(Instant.EPOCH),
                child.info().command().orElse(java.toString()),
                port);
    }

    /// Empty where nothing was recorded, or a crash cut the record short.
    static Optional<ChildRecord> read(WorkFolder folder) throws IOException {
        var file = file(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var json = ConfigFactory.parseString(Files.readString(file));
            return Optional.of(
                    new ChildRecord(
                            json.getLong("pid"),
                            Instant.parse(json.getString("startedAt")),
                            json.getString("command"),
                            json.getInt("port")));
        } catch (ConfigException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    void write(WorkFolder folder) throws IOException {
        var json =
                ConfigFactory.parseMap(
                        Map.of(
                                "pid", pid,
                                "startedAt", startedAt.toString(),
                                "command", command,
                                "port", port));
        Files.writeString(
                file(folder), json.root().render(ConfigRenderOptions.concise().setFormatted(true)));
    }

    static void delete(WorkFolder folder) throws IOException {
        Files.deleteIfExists(file(folder));
    }

    /// The recorded process while it lives. A pid that another process took over has another start
    /// or another command.
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isRecorded);
    }

    private boolean isRecorded(ProcessHandle found) {
        var sameCommand = found.info().command().map(command::equals).orElse(false);
        var sameStart =
                found.info()
                        .startInstant()
                        .map(start -> Duration.between(startedAt, start).abs())
                        .map(apart -> apart.compareTo(CLOCK_STEP) <= 0)
                        .orElse(false);
        return sameCommand && sameStart;
    }

    private static Path file(WorkFolder folder) {
        return folder.root().resolve("cassandra.pid");
    }
}
