package dev.aisle.ops.up;

import dev.aisle.ops.cluster.ClusterException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Stops what `aisle up` has started.
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the cluster in order. What it keeps stays in its folder.",
        footer = {"", "Examples:", "  aisle down", "  aisle down --data /tmp/try"})
public final class DownCommand implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 90;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The cluster's folder. Default: ${DEFAULT-VALUE}",
            defaultValue = "${env:AISLE_DATA:-${sys:user.home}/.aisle}")
    private Path data = Path.of(".aisle");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var err = spec.commandLine().getErr();
        var owner = Background.running(data).flatMap(found -> found.owner().process());
        if (owner.isEmpty()) {
            err.println("aisle: nothing runs on " + data);
            return 0;
        }
        err.println("aisle: stopping the cluster on " + data);
        var _ = owner.get().destroy();
        try {
            var _ = owner.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            throw new ClusterException(
                    "the cluster has not stopped within " + PATIENCE_SECONDS + " s",
                    "look at " + data.resolve("up.log") + "; process " + owner.get().pid(),
                    stuck);
        }
        err.println("aisle: stopped");
        return 0;
    }
}
