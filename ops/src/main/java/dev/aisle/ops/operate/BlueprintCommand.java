package dev.aisle.ops.operate;

import dev.aisle.config.blueprint.BlueprintLoader;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.config.blueprint.Loaded;
import dev.aisle.ops.play.ClusterOptions;
import dev.aisle.protocols.store.Blueprint;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Looks at blueprints and publishes them.
@Command(
        name = "blueprint",
        mixinStandardHelpOptions = true,
        description = "Checks and publishes blueprints of stores.",
        subcommands = {BlueprintCommand.Check.class, BlueprintCommand.Publish.class})
public final class BlueprintCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: aisle blueprint check FILE, or aisle blueprint publish FILE");
    }

    /// A blueprint is checked as a node checks it.
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Says whether a node would take a blueprint, and lists all its faults.",
            footer = {"", "Example:", "  aisle blueprint check acme.north.json"})
    static final class Check implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "A blueprint, aisle-blueprint/1.")
        private Path file = Path.of("blueprint.json");

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            var sound = sound(file, spec);
            sound.ifPresent(
                    blueprint -> say(spec, "the blueprint of " + blueprint.store() + " is sound"));
            return sound.isPresent() ? 0 : 1;
        }
    }

    /// Publishes one that is sound.
    @Command(
            name = "publish",
            mixinStandardHelpOptions = true,
            description = {
                "Publishes a blueprint to its store, in the cluster that runs on the data folder, or",
                "in one that is started there and stopped again. A store's first one holds ever since;",
                "one that is the newest already stays as it is."
            },
            footer = {
                "",
                "Examples:",
                "  aisle blueprint publish acme.north.json",
                "  aisle blueprint publish acme.north.json --from 2026-12-01T05:00:00Z"
            })
    static final class Publish implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "A blueprint, aisle-blueprint/1.")
        private Path file = Path.of("blueprint.json");

        @Option(
                names = "--from",
                paramLabel = "TIME",
                description = "Event time from which it holds, ISO 8601 with a zone.")
        private Optional<String> from = Optional.empty();

        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            var time = from.map(this::time);
            var sound = sound(file, spec);
            if (sound.isEmpty()) {
                return 1;
            }
            var store = sound.get().store();
            var json = new BlueprintWriter().toJson(sound.get());
            var err = spec.commandLine().getErr();
            int version =
                    cluster.run(
                            line -> err.println("aisle: " + line),
                            access -> access.client().publish(store.value(), json, time));
            say(spec, "version " + version + " of " + store + " is published");
            return 0;
        }

        private Instant time(String spelled) {
            try {
                return Instant.parse(spelled);
            } catch (DateTimeParseException wrong) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'" + spelled + "' is no time: spell 2026-12-01T05:00:00Z",
                        wrong);
            }
        }
    }

    /// Absent where there are faults, which are listed.
    private static Optional<Blueprint> sound(Path file, CommandSpec spec) {
        return switch (new BlueprintLoader().load(file)) {
            case Loaded.Sound(var blueprint) -> Optional.of(blueprint);
            case Loaded.Faulty(var faults) -> {
                var err = spec.commandLine().getErr();
                faults.forEach(fault -> err.println("  " + fault));
                err.println(
                        "aisle: "
                                + file
                                + " has "
                                + faults.size()
                                + (faults.size() == 1 ? " fault" : " faults")
                                + ", see above: mend all of them");
                err.flush();
                yield Optional.empty();
            }
        };
    }

    private static void say(CommandSpec spec, String line) {
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
