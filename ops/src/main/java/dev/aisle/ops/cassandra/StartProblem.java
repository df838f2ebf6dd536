package dev.aisle.ops.cassandra;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Why the embedded Cassandra did not start. Each says what is wrong and what helps.
public sealed interface StartProblem {
    /// For a person: the thing's name, then the remedy.
    String message();

    /// The build has not filled the folder of Cassandra's own jars, or has filled it with others.
    record NoLibraries(Path folder, String expected) implements StartProblem {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Cassandra's class path is missing: no %s in %s. Build first: mvn package.",
                    expected,
                    folder);
        }
    }

    record FolderNotWritable(Path folder, String reason) implements StartProblem {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Can't write to the data folder %s (%s). Make it writable, or choose"
                            + " another.",
                    folder,
                    reason);
        }
    }

    record DiskFull(Path folder, long freeMebibytes, long leastMebibytes) implements StartProblem {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Only %d MiB are free for the data folder %s, and Cassandra needs %d MiB."
                            + " Free some space, or choose another folder.",
                    freeMebibytes,
                    folder,
                    leastMebibytes);
        }
    }

    /// `holder` as it wrote itself down, such as `pid 4711`.
    record FolderHeld(Path folder, String holder) implements StartProblem {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "The data folder %s is in use by another aisle (%s). Stop that one, or"
                            + " choose another folder.",
                    folder,
                    holder);
        }
    }

    record PortInUse(int port) implements StartProblem {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Port %d of 127.0.0.1 is in use by another program. Stop that one, or set"
                            + " aisle.ops.cassandra.native-port (0 picks a free port).",
                    port);
        }
    }

    /// A Cassandra that an earlier `aisle` left behind on this folder, and that can't be ended.
    record OrphanStays(Path folder, long pid) implements StartProblem {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Cassandra with pid %d, left behind by an earlier aisle, holds %s and does"
                            + " not stop. Stop it by hand.",
                    pid,
                    folder);
        }
    }

    record NoAnswer(int port, Duration waited, Path log, List<String> lastLines)
            implements StartProblem {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Cassandra did not answer CQL on port %d within %.1f s"
                            + " (aisle.ops.cassandra.start-timeout) and was stopped. The last lines of %s:\n%s",
                    port,
                    waited.toMillis() / 1000.0,
                    log,
                    String.join("\n", lastLines));
        }
    }

    record Died(int exitCode, Path log, List<String> lastLines) implements StartProblem {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "Cassandra ended with code %d while it started. The last lines of %s:\n%s",
                    exitCode,
                    log,
                    String.join("\n", lastLines));
        }
    }

    /// The JVM itself could not be started.
    record NoJvm(Path java, String reason) implements StartProblem {
        @Override
        public String message() {
            return String.format(
                    Locale.ROOT, "Can't run %s (%s). Install a JDK 25 or newer.", java, reason);
        }
    }
}
