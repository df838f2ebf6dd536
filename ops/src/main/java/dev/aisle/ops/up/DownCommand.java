package dev.aisle.ops.up;

import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.play.DataFolder;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Stops what `aisle up` has started.
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the cluster in order. What it keeps stays in its folder.",
        footer = {"", "Examples:", "  aisle down", "  aisle down --data /tmp/try"})
public final class DownCommand implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 90;

    @Mixin private DataFolder data = new DataFolder();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var err = spec.commandLine().getErr();
        var owner = Background.running(data.path()).flatMap(found -> found.owner().process());
        if (owner.isEmpty()) {
            err.println("aisle: nothing runs on " + data.path());
            return 0;
        }
        err.println("aisle: stopping the cluster on " + data.path());
        var _ = owner.get().destroy();
        try {
            var _ = owner.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException stuck) {
            throw new ClusterException(
                    "the cluster has not stopped within " + PATIENCE_SECONDS + " s",
                    "look at " + data.path().resolve("up.log") + "; process " + owner.get().pid(),
                    stuck);
        }
        err.println("aisle: stopped");
        return 0;
    }
}
