package dev.aisle.ops.bench;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Fenced persistence against the bare driver.
@Command(
        name = "persist",
        mixinStandardHelpOptions = true,
        description = {
            "Rows a second that Attributors (epoch read after each) and shoppers persist,",
            "against the same rows inserted by the bare driver, in turn."
        })
final class PersistCommand implements Callable<Integer> {

    @Mixin private Bench bench = new Bench();

    @Option(names = "--rounds", paramLabel = "N", description = "Of either side. Default: 6")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of a round, and of a fifteenth of the warm-up. Default: 10")
    private Optional<Integer> seconds = Optional.empty();

    @Override
    public Integer call() throws Exception {
        var settings = BenchSettings.from(ConfigFactory.load());
        var what =
                Map.of(
                        "mode",
                        "PERSIST",
                        "stores",
                        String.valueOf(settings.persistStores()),
                        "in-flight",
                        String.valueOf(settings.persistInFlight()),
                        "rounds",
                        String.valueOf(rounds.orElse(settings.persistRounds())),
                        "round",
                        seconds.map(Object::toString)
                                        .orElse(String.valueOf(settings.persistRound().toSeconds()))
                                + "s",
                        "warm-up",
                        seconds.map(each -> 15L * each).orElse(settings.persistWarmUp().toSeconds())
                                + "s",
                        "shoppers",
                        "0");
        return bench.within(folder -> {
            var figures = PersistFigures.of(bench.measure(folder, settings.heap(), what));
            bench.show(figures.json(), figures.lines());
            return 0;
        });
    }
}
