package dev.aisle.ops.up;

import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.play.DataFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Says what runs on a data folder.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says what runs: nodes, addresses, tokens. Exit code 1 where nothing does.",
        footer = {"", "Examples:", "  aisle status", "  aisle status --data /tmp/try --json"})
public final class StatusCommand implements Callable<Integer> {

    @Mixin private DataFolder data = new DataFolder();

    @Option(names = "--json", description = "Print it as one JSON object.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var running = ClusterAccess.running(data.path());
        if (running.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "aisle: nothing runs on "
                                    + data.path()
                                    + ". Start it with 'aisle up'.");
            return 1;
        }
        var out = spec.commandLine().getOut();
        out.println(
                json
                        ? Shown.json(data.path(), running.get())
                        : Shown.text(data.path(), running.get()));
        out.flush();
        return 0;
    }
}
