package dev.aisle.ops.up;

import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.play.DataFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Starts a cluster that stays.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Cassandra, a payment provider and nodes on this machine, and leaves them running.",
            "Prints where they listen, tokens, and what to do next. A node that crashes is started",
            "again; what 'aisle status' counts."
        },
        footer = {
            "",
            "Examples:",
            "  aisle up",
            "  aisle up --nodes 1 --data /tmp/try",
            "  aisle status",
            "  aisle down"
        })
public final class UpCommand implements Callable<Integer> {

    @Mixin private DataFolder data = new DataFolder();

    @Option(
            names = "--nodes",
            paramLabel = "N",
            description = "Nodes, each a process. Default: ${DEFAULT-VALUE}",
            defaultValue = "3")
    private int nodes = 3;

    @Option(
            names = "--journal",
            paramLabel = "HOST:PORT",
            description = "Use this Cassandra instead of starting one.")
    private Optional<String> journal = Optional.empty();

    @Option(
            names = "--foreground",
            description = "Stay until Ctrl-C or 'aisle down', which ends the cluster.")
    private boolean foreground;

    @Option(names = "--quiet", hidden = true, description = "Print no token: it goes to a log.")
    private boolean quiet;

    @Option(names = "--json", description = "Print what runs as one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (nodes < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A cluster has 1 node at least, not " + nodes + ": --nodes.");
        }
        if (foreground) {
            stay();
        } else {
            leave();
        }
        return 0;
    }

    private void stay() throws Exception {
        var home = Path.of(System.getProperty("aisle.home", "."));
        var settings =
                ClusterSettings.from(ConfigFactory.load(), data.path(), home)
                        .withNodes(nodes)
                        .withJournal(journal)
                        .withRestarts(ConfigFactory.load());
        try (var cluster = LocalCluster.start(settings, ConfigFactory.load(), this::progress)) {
            if (!quiet) {
                show(cluster.access());
            }
            throw cluster.failure().get();
        }
    }

    private void leave() throws Exception {
        var running = ClusterAccess.running(data.path());
        if (running.isPresent()) {
            throw new ClusterException(
                    "a cluster runs on " + data.path() + " already",
                    "look at it with 'aisle status', stop it with 'aisle down'");
        }
        new Background(data.path(), this::progress).start(nodes, journal);
        show(
                ClusterAccess.running(data.path())
                        .orElseThrow(() -> new IOException("the cluster has ended again")));
    }

    private void show(ClusterAccess access) throws IOException {
        var out = spec.commandLine().getOut();
        out.println(json ? Shown.json(data.path(), access) : Shown.text(data.path(), access));
        out.flush();
    }

    private void progress(String line) {
        var err = spec.commandLine().getErr();
        err.println("aisle: " + line);
        err.flush();
    }
}
