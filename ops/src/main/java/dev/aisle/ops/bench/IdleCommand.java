package dev.aisle.ops.bench;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What an idle shopper weighs.
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = {
            "Heap of a shopper that waits: its visit goes on, it has three products in its",
            "basket, has persisted them and owes nothing. After full collections."
        })
final class IdleCommand implements Callable<Integer> {

    private static final int LEAST = 1_000;

    @Mixin private Bench bench = new Bench();

    @Option(names = "--shoppers", paramLabel = "N", description = "Default: 100000")
    private Optional<Integer> shoppers = Optional.empty();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var settings = BenchSettings.from(ConfigFactory.load());
        int all = shoppers.orElse(settings.idleShoppers());
        if (all < LEAST) {
            throw new ParameterException(
                    spec.commandLine(), "--shoppers must be " + LEAST + " at least: " + all);
        }
        var what =
                Map.of(
                        "mode", "IDLE",
                        "stores", String.valueOf(settings.idleStores()),
                        "in-flight", String.valueOf(settings.idleInFlight()),
                        "rounds", "1",
                        "round", "0s",
                        "warm-up", "0s",
                        "shoppers", String.valueOf(all));
        return bench.within(folder -> {
            var figures = IdleFigures.of(bench.measure(folder, settings.heap(), what));
            bench.show(figures.json(), figures.lines());
            return 0;
        });
    }
}
