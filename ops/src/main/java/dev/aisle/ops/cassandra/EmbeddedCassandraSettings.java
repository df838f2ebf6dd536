package dev.aisle.ops.cassandra;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/// Typed view of `aisle.ops.cassandra` in `reference.conf`, which documents and defaults its keys,
/// with the three folders that only the caller knows.
///
/// @param dataFolder of the whole `aisle`; Cassandra keeps to `cassandra/` in it
/// @param libraryFolder Cassandra's own class path, which the build fills
/// @param javaHome the JDK that runs it
/// @param nativePort of CQL on 127.0.0.1; 0 picks a free one
public record EmbeddedCassandraSettings(
        Path dataFolder,
        Path libraryFolder,
        Path javaHome,
        int nativePort,
        int heapMebibytes,
        Duration startTimeout,
        Duration stopTimeout,
        long leastFreeMebibytes,
        long stopBelowMebibytes) {

    private static final String SECTION = "aisle.ops.cassandra";
    private static final long MEBIBYTE = 1024 * 1024;

    public EmbeddedCassandraSettings {
        dataFolder = dataFolder.toAbsolutePath().normalize();
        libraryFolder = libraryFolder.toAbsolutePath().normalize();
        require(nativePort >= 0 && nativePort <= 65_535, "native-port", nativePort);
        require(heapMebibytes >= 256, "heap", heapMebibytes + " MiB");
        require(startTimeout.isPositive(), "start-timeout", startTimeout);
        require(stopTimeout.isPositive(), "stop-timeout", stopTimeout);
        require(leastFreeMebibytes >= 0, "least-free-space", leastFreeMebibytes + " MiB");
        require(stopBelowMebibytes >= 0, "stop-below-free-space", stopBelowMebibytes + " MiB");
    }

    /// On the JDK that runs the caller.
    public static EmbeddedCassandraSettings from(Config root, Path dataFolder, Path libraryFolder) {
        var section = root.getConfig(SECTION);
        return new EmbeddedCassandraSettings(
                dataFolder,
                libraryFolder,
                Path.of(System.getProperty("java.home")),
                section.getInt("native-port"),
                Math.toIntExact(section.getBytes("heap") / MEBIBYTE),
                section.getDuration("start-timeout"),
                section.getDuration("stop-timeout"),
                section.getBytes("least-free-space") / MEBIBYTE,
                section.getBytes("stop-below-free-space") / MEBIBYTE);
    }

    public EmbeddedCassandraSettings withNativePort(int port) {
        return new EmbeddedCassandraSettings(
                dataFolder,
                libraryFolder,
                javaHome,
                port,
                heapMebibytes,
                startTimeout,
                stopTimeout,
                leastFreeMebibytes,
                stopBelowMebibytes);
    }

    private static void require(boolean sound, String key, Object value) {
        if (!sound) {
            throw new IllegalArgumentException(SECTION + "." + key + " can't be " + value);
        }
    }
}
