package dev.aisle.ops.cassandra;

import dev.aisle.ops.cassandra.StartProblem.DiskFull;
import dev.aisle.ops.cassandra.StartProblem.FolderNotWritable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What the embedded Cassandra keeps below `cassandra/` in the data folder: `conf`, `shim` and
/// `tmp` are written anew at each start, `data` and `logs` stay.
record WorkFolder(Path root) {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final String SHIM = "org/apache/cassandra/security/ThreadAwareSecurityManager";
    private static final List<String> SHIM_CLASSES =
            List.of(SHIM + ".class", SHIM + "$NoPermissions.class");

    static WorkFolder prepare(EmbeddedCassandraSettings settings) throws CassandraStartException {
        var folder = new WorkFolder(settings.dataFolder().resolve("cassandra"));
        try {
            for (var each : List.of(folder.data(), folder.logs(), folder.conf(), folder.tmp())) {
                Files.createDirectories(each);
            }
            Files.delete(Files.createTempFile(folder.root, "writable", null));
            var free = Files.getFileStore(folder.root).getUsableSpace() / MEBIBYTE;
            if (free < settings.leastFreeMebibytes()) {
                throw new CassandraStartException(
                        new DiskFull(settings.dataFolder(), free, settings.leastFreeMebibytes()));
            }
            return folder;
        } catch (IOException e) {
            throw new CassandraStartException(
                    new FolderNotWritable(settings.dataFolder(), reason(e)));
        }
    }

    Path data() {
        return root.resolve("data");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path conf() {
        return root.resolve("conf");
    }

    Path shim() {
        return root.resolve("shim");
    }

    /// Native libraries are unpacked here, so that a killed process leaves nothing elsewhere.
    Path tmp() {
        return root.resolve("tmp");
    }

    Path yaml() {
        return conf().resolve("cassandra.yaml");
    }

    Path logback() {
        return conf().resolve("logback.xml");
    }

    Path serverLog() {
        return logs().resolve("server.log");
    }

    Path consoleLog() {
        return logs().resolve("console.log");
    }

    void write(Ports ports) throws IOException {
        empty(tmp());
        Files.writeString(
                yaml(),
                Template.fill(
                        resource("cassandra.yaml"),
                        Map.of(
                                "data", quoted(data()),
                                "native-port", Integer.toString(ports.cql()),
                                "storage-port", Integer.toString(ports.storage()))));
        Files.writeString(logback(), resource("logback-cassandra.xml"));
        for (var name : SHIM_CLASSES) {
            var target = shim().resolve(name);
            Files.createDirectories(target.getParent());
            Files.write(target, bytes("/" + name));
        }
    }

    /// In single quotes YAML knows one escape: a quote is doubled.
    private static String quoted(Path path) {
        return path.toString().replace("'", "''");
    }

    private static String resource(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = WorkFolder.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("not in the jar: " + name);
            }
            return in.readAllBytes();
        }
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var each : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!each.equals(folder)) {
                    Files.delete(each);
                }
            }
        }
    }

    static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
