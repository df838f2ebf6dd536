package dev.aisle.ops.cassandra;

import dev.aisle.ops.cassandra.StartProblem.NoLibraries;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command line of Cassandra's JVM. Version and flags belong together: 5.0.9 on JDK 25 was
/// exercised with these, and another version needs `EmbeddedCassandraIT` again.
final class ServerCommand {
    private static final String SERVER_JAR = "cassandra-all-5.0.9.jar";
    private static final String MAIN = "org.apache.cassandra.service.CassandraDaemon";

    private static final List<String> EXPORTS =
            List.of(
                    "java.base/java.lang.ref",
                    "java.base/jdk.internal.misc",
                    "java.management.rmi/com.sun.jmx.remote.internal.rmi",
                    "java.rmi/sun.rmi.registry",
                    "java.rmi/sun.rmi.server",
                    "java.sql/java.sql",
                    "jdk.unsupported/sun.misc");

    private static final List<String> OPENS =
            List.of(
                    "java.base/java.io",
                    "java.base/java.lang",
                    "java.base/java.lang.module",
                    "java.base/java.lang.reflect",
                    "java.base/java.nio",
                    "java.base/java.util",
                    "java.base/jdk.internal.loader",
                    "java.base/jdk.internal.math",
                    "java.base/jdk.internal.module",
                    "java.base/jdk.internal.ref",
                    "java.base/jdk.internal.reflect",
                    "java.base/sun.nio.ch",
                    "jdk.management/com.sun.management.internal");

    private ServerCommand() {}

    static Path java(EmbeddedCassandraSettings settings) {
        return settings.javaHome().resolve("bin").resolve("java");
    }

    /// @param parent the pid with which the process ends; the caller's own but for tests
    static List<String> of(EmbeddedCassandraSettings settings, WorkFolder folder, long parent)
            throws CassandraStartException {
        var command = new ArrayList<String>();
        command.add(java(settings).toString());
        command.addAll(jvm(settings, folder));
        EXPORTS.forEach(each -> command.add("--add-exports=" + each + "=ALL-UNNAMED"));
        OPENS.forEach(each -> command.add("--add-opens=" + each + "=ALL-UNNAMED"));
        command.addAll(server(folder));
        command.add("-Daisle.parent.pid=" + parent);
        command.add("-cp");
        command.add(classPath(settings.libraryFolder(), folder.shim()));
        command.add(MAIN);
        return command;
    }

    private static List<String> jvm(EmbeddedCassandraSettings settings, WorkFolder folder) {
        return List.of(
                // A small process that shares its machine with the nodes: Serial keeps 0.27 GB
                // idle.
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx" + settings.heapMebibytes() + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + folder.logs().resolve("jvm-crash-%p.log"),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + folder.tmp(),
                "-Djava.net.preferIPv4Stack=true");
    }

    private static List<String> server(WorkFolder folder) {
        return List.of(
                "-Dcassandra.config=" + folder.yaml().toUri(),
                "-Dcassandra.storagedir=" + folder.data(),
                "-Dcassandra.logdir=" + folder.logs(),
                "-Dlogback.configurationFile=" + folder.logback().toUri(),
                // Else it closes its standard output, where the JVM reports what went wrong.
                "-Dcassandra-foreground=yes",
                // There is one node: nobody to wait for at start and stop.
                "-Dcassandra.ring_delay_ms=0",
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.shutdown_announce_in_ms=0");
    }

    /// The shim hides a class of the server's jar, so it comes first; the others have no order.
    private static String classPath(Path libraries, Path shim) throws CassandraStartException {
        var server = libraries.resolve(SERVER_JAR);
        if (!Files.isRegularFile(server)) {
            throw new CassandraStartException(new NoLibraries(libraries, SERVER_JAR));
        }
        try (var files = Files.list(libraries)) {
            var others =
                    files.filter(file -> file.toString().endsWith(".jar"))
                            .filter(file -> !file.equals(server))
                            .sorted();
            return Stream.concat(Stream.of(shim, server), others)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new CassandraStartException(new NoLibraries(libraries, SERVER_JAR));
        }
    }
}
