package dev.aisle.ops.cassandra;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;

/// The shipped defaults on a port of its own, with the class path that the build fills.
final class TestSettings {
    private static final Path LIBRARIES = Path.of("target", "cassandra", "lib");

    private TestSettings() {}

    static EmbeddedCassandraSettings in(Path dataFolder) {
        return in(dataFolder, LIBRARIES, "");
    }

    /// @param changes HOCON that overrides the defaults
    static EmbeddedCassandraSettings in(Path dataFolder, Path libraries, String changes) {
        var config = ConfigFactory.parseString(changes).withFallback(ConfigFactory.load());
        return EmbeddedCassandraSettings.from(config, dataFolder, libraries).withNativePort(0);
    }
}
