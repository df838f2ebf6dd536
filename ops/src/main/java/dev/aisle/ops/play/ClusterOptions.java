package dev.aisle.ops.play;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.cassandra.CassandraStartException;
import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which cluster a command speaks to: the one that runs on a data folder, or one that it starts
/// there for as long as it takes.
public final class ClusterOptions {

    @Mixin private DataFolder data = new DataFolder();

    @Option(
            names = "--journal",
            paramLabel = "HOST:PORT",
            description = "Use this Cassandra instead of starting one.")
    private Optional<String> journal = Optional.empty();

    /// What to do with a cluster.
    @FunctionalInterface
    public interface Work<T> {
        T with(ClusterAccess cluster) throws Exception;
    }

    static Config config() {
        return ConfigFactory.load();
    }

    /// Does it with the cluster that runs, or with one that is started and stopped around it, also
    /// when interrupted.
    ///
    /// @throws ClusterException soon after something ends without which the cluster can't go on
    public <T> T run(Consumer<String> progress, Work<T> work) throws Exception {
        var running = running();
        if (running.isPresent()) {
            var access = running.get();
            return Guard.during(access.failure(), () -> work.with(access));
        }
        var home = Path.of(System.getProperty("aisle.home", "."));
        var settings = ClusterSettings.from(config(), data.path(), home).withJournal(journal);
        try (var cluster = start(settings, progress)) {
            var access = cluster.access();
            return Guard.during(cluster.failure(), () -> work.with(access));
        }
    }

    /// The same, for what only looks: a folder that no cluster ever wrote is none to start one on.
    ///
    /// @throws ClusterException also where the folder holds nothing
    public <T> T look(Consumer<String> progress, Work<T> work) throws Exception {
        if (!Files.exists(data.path())) {
            throw new ClusterException(
                    "there is no data folder " + data.path(),
                    "name the folder of a cluster with --data");
        }
        return run(progress, work);
    }

    private static LocalCluster start(ClusterSettings settings, Consumer<String> progress)
            throws ClusterException, CassandraStartException, InterruptedException {
        return LocalCluster.start(settings, config(), progress);
    }

    private Optional<ClusterAccess> running() throws ClusterException {
        try {
            return ClusterAccess.running(data.path());
        } catch (IOException unreadable) {
            throw new ClusterException(
                    "the data folder " + data.path() + " can't be read (" + unreadable + ")",
                    "name another with --data",
                    unreadable);
        }
    }
}
