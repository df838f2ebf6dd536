package dev.aisle.ops.synthetic;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.gateway.BootCounter;
import dev.aisle.ops.gateway.GatewayAccess;
import dev.aisle.ops.gateway.GatewayIdentity;
import dev.aisle.ops.gateway.GatewaySettings;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.StoreId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs synthetic stores, each through a gateway of its own, or writes them down as recordings.
@Command(
        name = "synthetic",
        mixinStandardHelpOptions = true,
        description = {
            "Runs made-up stores: shoppers walk, take, put back and pay, and what the",
            "devices notice goes to a cluster as from real ones. It must have been given the",
            "blueprints of the same seed, or it decides by what stands elsewhere."
        },
        footer = {
            "",
            "Examples:",
            "  aisle synthetic --seed 7 --store acme.lille --blueprint .",
            "  aisle synthetic --seed 7 --store acme.lille --node 127.0.0.1:9500 --truth truth.json",
            "  aisle synthetic --seed 7 --minutes 1 --write recording"
        })
public final class SyntheticCommand implements Callable<Integer> {

    private static final GatewayId GATEWAY = new GatewayId("synthetic");

    /// Behind now, so that nothing said as fast as it goes lies in the future.
    private static final Duration PAST = Duration.ofSeconds(10);

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed makes the same stores; another for each. Default: random")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "ID",
            defaultValue = "synthetic.lille",
            description = "Repeat it for several. Default: synthetic.lille")
    private List<String> stores = List.of();

    @ArgGroup(validate = false, heading = "%nWhat is made up:%n")
    private Sizes sizes = new Sizes();

    @Option(
            names = "--badge",
            paramLabel = "STORE=CODE",
            description = {
                "What one of that store's staff shows at its door, so that nothing is charged to",
                "them: see 'aisle entry-code --staff'. Without, they pay as others do."
            })
    private Map<String, String> badges = Map.of();

    @ArgGroup(validate = false, heading = "%nWhere it goes:%n")
    private Target target = new Target();

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "Write what really happens there, before it does.")
    private Optional<Path> truth = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    static final class Sizes {
        @Option(names = "--minutes", paramLabel = "M", description = "Default: 2")
        private double minutes = 2;

        @Option(names = "--shoppers", paramLabel = "N", description = "Default: 14 a minute")
        private Optional<Integer> shoppers = Optional.empty();

        @Option(
                names = "--busy",
                description = "About 20 shoppers at a time; from 3 minutes on. A load, not a show.")
        private boolean busy;

        @Option(names = "--cameras", paramLabel = "N", description = "1 to 200. Default: 100")
        private int cameras = 100;

        @Option(names = "--gondolas", paramLabel = "N", description = "1 to 5. Default: 5")
        private int gondolas = 5;

        SyntheticPlan plan(long seed) {
            var duration = Duration.ofMillis(Math.round(minutes * 60_000));
            var like = busy ? SyntheticPlan.busy(seed, duration) : SyntheticPlan.faim(seed);
            int usual = (int) Math.max(1, Math.round(minutes * 14));
            var crowd = like.crowd();
            return new SyntheticPlan(
                    seed,
                    duration,
                    new SyntheticPlan.Crowd(
                            shoppers.orElse(busy ? crowd.shoppers() : usual),
                            crowd.takes(),
                            crowd.pause(),
                            crowd.alone()),
                    new SyntheticPlan.Size(
                            cameras, gondolas, like.size().rows(), like.size().plates()));
        }
    }

    static final class Target {
        @Option(
                names = "--node",
                split = ",",
                paramLabel = "HOST:PORT",
                description = "Of a cluster.")
        private List<String> nodes = List.of();

        @Option(
                names = "--token",
                paramLabel = "TOKEN",
                defaultValue = "${env:AISLE_TOKEN}",
                description = "A gateway's. Default: $AISLE_TOKEN")
        private Optional<String> token = Optional.empty();

        @Option(
                names = "--speed",
                paramLabel = "1|max",
                description = "1: in real time, from now on; max: as fast as it goes. Default: 1")
        private String speed = "1";

        @Option(
                names = "--begin",
                paramLabel = "TIME",
                description = "With --speed max: the first moment there. Default: just over now.")
        private Optional<Instant> begin = Optional.empty();

        @Option(
                names = "--boots",
                paramLabel = "FOLDER",
                description = {
                    "Count runs there: the stores can run again.",
                    "Without, each can run on a cluster once."
                })
        private Optional<Path> boots = Optional.empty();

        @Option(
                names = "--write",
                paramLabel = "DIR",
                description = "Write recordings in the AutoCheckout format instead.")
        private Optional<Path> folder = Optional.empty();

        @Option(
                names = "--blueprint",
                paramLabel = "DIR",
                description = "Write DIR/<store>.json, to be published.")
        private Optional<Path> blueprints = Optional.empty();
    }

    private record Made(StoreId id, SyntheticStore store) {}

    @Override
    public Integer call() throws IOException, ClusterException, InterruptedException {
        check();
        long first = seed.orElseGet(() -> (long) new SecureRandom().nextInt(1 << 30));
        say("seed " + first);
        var made = new ArrayList<Made>();
        for (int i = 0; i < stores.size(); i++) {
            made.add(make(stores.get(i), first + i));
        }
        if (target.blueprints.isPresent()) {
            writeBlueprints(made, target.blueprints.get());
        }
        if (target.folder.isPresent()) {
            return write(made, target.folder.get());
        }
        return target.nodes.isEmpty() ? 0 : run(made);
    }

    private void check() {
        boolean goesSomewhere =
                !target.nodes.isEmpty()
                        || target.folder.isPresent()
                        || target.blueprints.isPresent();
        if (!goesSomewhere) {
            throw wrong("Say where it goes: --node HOST:PORT, --write DIR or --blueprint DIR.");
        }
        if (!target.nodes.isEmpty() && target.folder.isPresent()) {
            throw wrong("Either --node or --write: it goes to a cluster or to a folder.");
        }
        if (!target.nodes.isEmpty() && target.token.filter(text -> !text.isBlank()).isEmpty()) {
            throw wrong("A cluster asks for a --token.");
        }
        if (!target.speed.equals("1") && !target.speed.equals("max")) {
            throw wrong("--speed is 1 or max, not '" + target.speed + "'.");
        }
        if (target.begin.isPresent() && target.speed.equals("1")) {
            throw wrong("In real time a store begins now: --begin goes with --speed max.");
        }
        badges.forEach((store, code) -> {
            if (code.isBlank()) {
                throw wrong("The badge of " + store + " is empty.");
            }
        });
        badges.keySet().stream()
                .filter(store -> !stores.contains(store))
                .forEach(stranger -> {
                    throw wrong("A badge is for " + stranger + ", which is not among the stores.");
                });
        if (stores.stream().distinct().count() < stores.size()) {
            throw wrong("A store is named twice.");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private Made make(String name, long storeSeed) {
        var badge = Optional.ofNullable(badges.get(name));
        try {
            return new Made(new StoreId(name), SyntheticStore.of(sizes.plan(storeSeed), badge));
        } catch (IllegalArgumentException outOfBounds) {
            throw new ParameterException(
                    spec.commandLine(), String.valueOf(outOfBounds.getMessage()), outOfBounds);
        }
    }

    private static void writeBlueprints(List<Made> made, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var each : made) {
            var file = folder.resolve(each.id() + ".json");
            new BlueprintWriter().write(each.store().blueprint(each.id()), file);
        }
    }

    /// A recording has no doors: whoever came as a group is told of as one in the truth, and is
    /// seen as several there.
    private int write(List<Made> made, Path folder) throws IOException {
        var begin = EventTime.of(InstantSource.system().instant());
        writeTruth(made, begin);
        for (var each : made) {
            var into = made.size() == 1 ? folder : folder.resolve(each.id().value());
            SyntheticRecording.write(each.store(), begin, into);
            say(each.id() + " is written into " + into);
        }
        return 0;
    }

    private void writeTruth(List<Made> made, EventTime begin) throws IOException {
        if (truth.isPresent()) {
            var all = made.stream().map(each -> each.store().truth(each.id(), begin)).toList();
            TruthFile.write(all, truth.get());
        }
    }

    private int run(List<Made> made) throws IOException, ClusterException, InterruptedException {
        boolean realTime = target.speed.equals("1");
        var config = ConfigFactory.load();
        var runs = new ArrayList<SyntheticRun>();
        for (var each : made) {
            runs.add(open(each, realTime, config));
        }
        var duration = made.getFirst().store().plan().duration();
        try (var theatre = new Theatre(runs, duration, this::say)) {
            theatre.connect();
            var now = EventTime.of(InstantSource.system().instant());
            var begin =
                    realTime
                            ? now
                            : target.begin
                                    .map(EventTime::of)
                                    .orElse(now.minus(duration).minus(PAST));
            writeTruth(made, begin);
            say(String.join(", ", stores) + " for " + duration.toSeconds() + " s");
            return theatre.play(begin, realTime) ? 0 : 1;
        }
    }

    private SyntheticRun open(Made made, boolean realTime, Config config) throws IOException {
        long boot = 1;
        if (target.boots.isPresent()) {
            boot = BootCounter.next(target.boots.get().resolve(made.id().value()), GATEWAY);
        }
        return new SyntheticRun(
                made.store(),
                new GatewayIdentity(made.id(), GATEWAY, boot, "aisle synthetic"),
                new GatewayAccess(target.nodes, target.token.orElse("")),
                realTime ? GatewaySettings.live(config) : GatewaySettings.playback(config),
                SyntheticSettings.from(config));
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("aisle: " + line);
        err.flush();
    }
}
