package dev.aisle.ops.cassandra;

import java.nio.file.Path;

/// An `aisle` that dies without a word once its Cassandra runs.
final class CrashingParent {
    private CrashingParent() {}

    /// Starts, then dies.
    ///
    /// @param args the data folder, and the pid with which Cassandra ends: 0 for this process's own
    public static void main(String[] args) throws Exception {
        var parent = Long.parseLong(args[1]);
        EmbeddedCassandra.start(
                TestSettings.in(Path.of(args[0])),
                _ -> {},
                parent == 0 ? ProcessHandle.current().pid() : parent);
        Runtime.getRuntime().halt(1);
    }

    /// Runs to its end; the Cassandra that it leaves behind.
    static ChildRecord leaveOrphan(Path dataFolder, long endsWith) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var crash =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashingParent.class.getName(),
                                dataFolder.toString(),
                                Long.toString(endsWith))
                        .inheritIO()
                        .start();
        crash.waitFor();
        return ChildRecord.read(new WorkFolder(dataFolder.resolve("cassandra"))).orElseThrow();
    }
}
