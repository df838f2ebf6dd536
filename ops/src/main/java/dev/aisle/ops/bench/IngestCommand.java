package dev.aisle.ops.bench;

import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.cluster.ClusterSettings;
import dev.aisle.ops.cluster.LocalCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Stores in real time, from the gateway to the persisted basket.
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        description = {
            "Runs busy synthetic stores (100 cameras, 5 gondolas, about 20 shoppers each) in real",
            "time against one node: what is carried, how late baskets are, what it costs. Before,",
            "bare sharded entities that answer; afterwards some stores alone, for their receipts."
        })
final class IngestCommand implements Callable<Integer> {

    @Mixin private Bench bench = new Bench();

    @Option(names = "--stores", paramLabel = "N", description = "Default: 10")
    private Optional<Integer> stores = Optional.empty();

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "To measure, 1 at least; warm-up and the end come on top. Default: 3")
    private Optional<Double> minutes = Optional.empty();

    @Option(
            names = "--alone",
            paramLabel = "N",
            description = "Stores whose receipts are compared with a run alone. Default: all")
    private Optional<Integer> alone = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Default: 1")
    private long seed = 1;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "A setting of the node, for experiments.")
    private Map<String, String> overrides = Map.of();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var settings = BenchSettings.from(ConfigFactory.load());
        int count = stores.orElse(settings.ingestStores());
        double measured = minutes.orElse(settings.ingestMeasured().toMillis() / 60_000.0);
        if (count < 1 || measured < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--stores and --minutes must be 1 at least");
        }
        return bench.within(folder -> {
            double bare = bareTell(folder, settings);
            bench.progress().accept("bare tell and reply: " + Math.round(bare) + " a second");
            var figures = ingest(folder, settings, count, measured, bare);
            bench.show(figures.json(), figures.lines());
            return figures.unsound().isEmpty() && figures.different().isEmpty() ? 0 : 1;
        });
    }

    private double bareTell(Path folder, BenchSettings settings) throws Exception {
        var report =
                bench.measure(
                        Files.createDirectories(folder.resolve("tell")),
                        settings.heap(),
                        Map.of(
                                "mode",
                                "TELL",
                                "stores",
                                "10",
                                "in-flight",
                                String.valueOf(settings.tellInFlight()),
                                "rounds",
                                String.valueOf(settings.tellRounds()),
                                "round",
                                settings.tellRound().toMillis() + "ms",
                                "warm-up",
                                settings.tellWarmUp().toMillis() + "ms",
                                "shoppers",
                                "0"));
        var rounds = new ArrayList<Double>();
        report.path("rounds").forEach(round -> rounds.add(round.asDouble()));
        return Median.of(rounds);
    }

    private IngestFigures ingest(
            Path folder, BenchSettings settings, int count, double measured, double bare)
            throws Exception {
        var config = ConfigFactory.load();
        var where = Files.createDirectories(folder.resolve("ingest"));
        var cluster =
                ClusterSettings.from(config, where, Bench.home())
                        .withNodes(1)
                        .withHeap(settings.heap())
                        .withOverrides(overrides);
        try (var running = LocalCluster.start(cluster, config, bench.progress())) {
            var onInterrupt = Thread.ofPlatform().unstarted(running::close);
            Runtime.getRuntime().addShutdownHook(onInterrupt);
            var figures =
                    new IngestRun(
                                    running,
                                    count,
                                    seed,
                                    Duration.ofMillis(Math.round(measured * 60_000)),
                                    settings.ingestWarmUp(),
                                    settings.ingestFadeOut(),
                                    alone.orElse(count),
                                    settings.loadHeap(),
                                    bench.progress())
                            .run(bare);
            try {
                Runtime.getRuntime().removeShutdownHook(onInterrupt);
            } catch (IllegalStateException alreadyEnding) {
                // The hook is what ends the cluster now.
            }
            return figures;
        }
    }
}
