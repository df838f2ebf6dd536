package dev.aisle.ops.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What Aisle costs and carries on this machine.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures Aisle on this machine against the platform's own ceilings, in one run,",
            "warm, and in turn. Starts what it needs, and ends it."
        },
        subcommands = {PersistCommand.class, IngestCommand.class, IdleCommand.class},
        footer = {
            "",
            "Examples:",
            "  aisle bench persist",
            "  aisle bench ingest --stores 10 --minutes 3",
            "  aisle bench idle --shoppers 100000 --json"
        })
public final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
