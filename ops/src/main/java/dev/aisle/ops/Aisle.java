package dev.aisle.ops;

import dev.aisle.ops.autocheckout.RecordingException;
import dev.aisle.ops.bench.BenchCommand;
import dev.aisle.ops.cassandra.CassandraStartException;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.demo.DemoCommand;
import dev.aisle.ops.operate.BlueprintCommand;
import dev.aisle.ops.operate.EntryCodeCommand;
import dev.aisle.ops.operate.TokenCommand;
import dev.aisle.ops.placement.PlacementCommand;
import dev.aisle.ops.placement.StoresCommand;
import dev.aisle.ops.play.PlayCommand;
import dev.aisle.ops.play.VisitsCommand;
import dev.aisle.ops.provider.ProviderCommand;
import dev.aisle.ops.synthetic.SyntheticCommand;
import dev.aisle.ops.up.DownCommand;
import dev.aisle.ops.up.StatusCommand;
import dev.aisle.ops.up.UpCommand;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line. Exit codes: 0 done, 1 failed, 2 called wrongly.
@Command(
        name = "aisle",
        mixinStandardHelpOptions = true,
        version = "aisle 0.1.0-SNAPSHOT",
        description = "Runs stores without a checkout line.",
        subcommands = {
            DemoCommand.class,
            PlayCommand.class,
            UpCommand.class,
            StatusCommand.class,
            DownCommand.class,
            VisitsCommand.class,
            TokenCommand.class,
            EntryCodeCommand.class,
            BlueprintCommand.class,
            StoresCommand.class,
            PlacementCommand.class,
            SyntheticCommand.class,
            ProviderCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  aisle demo",
            "  aisle play autocheckout recording --speed max --out receipts",
            "  aisle visits show STORE/VISIT",
            "  aisle token --store acme.north",
            "  aisle blueprint check acme.north.json"
        })
public final class Aisle implements Runnable {

    /// What a command has started must end by then, once it is interrupted: nodes, provider and
    /// Cassandra have 70 s together until they are ended by force.
    private static final Duration PARTING = Duration.ofSeconds(85);

    /// Ctrl-C reaches all processes of a terminal at once: what ends then has not failed.
    private static volatile boolean stopping;

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        var ended = new CountDownLatch(1);
        var command = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(command, ended)));
        int code = run(arguments);
        ended.countDown();
        System.exit(code);
    }

    /// At Ctrl-C a command is interrupted, and closes what it has opened before the process ends.
    private static void end(Thread command, CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        stopping = true;
        command.interrupt();
        try {
            var _ = ended.await(PARTING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Runs a command.
    ///
    /// @return its exit code
    public static int run(String... arguments) {
        return run(new CommandLine(new Aisle()), arguments);
    }

    /// The same, with what it prints.
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return run(new CommandLine(new Aisle()).setOut(out).setErr(err), arguments);
    }

    private static int run(CommandLine line, String... arguments) {
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> {
                    command.getErr().println("aisle: " + explain(failure));
                    return 1;
                })
                .execute(arguments);
    }

    /// What we know how to say; anything else is a bug, and shows where it happened.
    private static String explain(Exception failure) {
        if (stopping) {
            return "stopped";
        }
        return switch (failure) {
            case ClusterException known -> String.valueOf(known.getMessage());
            case CassandraStartException known -> String.valueOf(known.getMessage());
            case RecordingException known -> String.valueOf(known.getMessage());
            case InterruptedException _ -> "stopped";
            case FileSystemException file ->
                    "can't use "
                            + file.getFile()
                            + " ("
                            + file.getClass().getSimpleName()
                            + "): name another file or folder, or ask its owner";
            default -> {
                var trace = new java.io.StringWriter();
                failure.printStackTrace(new PrintWriter(trace));
                yield trace.toString();
            }
        };
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
