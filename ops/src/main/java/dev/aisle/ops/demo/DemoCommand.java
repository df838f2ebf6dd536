package dev.aisle.ops.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.play.Guard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs a whole store in front of who starts it.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a made-up store for two minutes in a cluster of three nodes, shows who takes what,",
            "and ends with the receipts beside what really happened."
        },
        footer = {
            "",
            "Examples:",
            "  aisle demo",
            "  aisle demo --seed 7 --json",
            "  aisle demo --recording benchmark-1",
            "  aisle demo --data /tmp/demo    (keeps everything there)"
        })
public final class DemoCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// For the store and the player, which write into the folder.
    private static final Duration PARTING = Duration.ofSeconds(20);

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed makes the same store and people. Default: random")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--recording",
            paramLabel = "DIR",
            description = "Play this recording beside it, as another store: the page shows both.")
    private Optional<Path> recording = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Keep everything there. Default: a folder that is deleted at the end")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--nodes", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int nodes = 3;

    @Option(
            names = "--json",
            description = "Print the outcome as one JSON object, as the last line.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (nodes < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A cluster has 1 node at least, not " + nodes + ": --nodes.");
        }
        // What can't be read is told before two minutes have passed.
        recording.ifPresent(AutoCheckoutRecording::open);
        long chosen = seed.orElseGet(() -> (long) new SecureRandom().nextInt(1_000_000));
        var folder = data.isPresent() ? data.get() : Files.createTempDirectory("aisle-demo-");
        var home = Path.of(System.getProperty("aisle.home", "."));
        var config = ConfigFactory.load();
        var settings =
                ClusterSettings.from(config, folder, home).withNodes(nodes).withRestarts(config);
        say("seed " + chosen);
        boolean isSound;
        try (var cluster = LocalCluster.start(settings, config, this::say)) {
            var demo = new Demo(cluster, chosen, recording, this::say);
            isSound = show(Guard.during(cluster.failure(), PARTING, demo::run));
        } finally {
            if (data.isEmpty()) {
                delete(folder);
            }
        }
        return isSound ? 0 : 1;
    }

    private boolean show(Demo.Outcome outcome) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(outcome.json()));
        } else {
            outcome.lines().forEach(out::println);
        }
        out.flush();
        return outcome.isSound();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void say(String line) {
        var err = spec.commandLine().getErr();
        err.println("aisle: " + line);
        err.flush();
    }
}
