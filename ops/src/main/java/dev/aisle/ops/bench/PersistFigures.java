package dev.aisle.ops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a run of `aisle bench persist` found.
///
/// @param sampleBytes mean size of an event
record PersistFigures(List<Round> rounds, double sampleBytes) {

    PersistFigures {
        rounds = List.copyOf(rounds);
    }

    /// One round of either side, rows a second.
    ///
    /// @param decisions of fenced entities, each with its epoch read again
    /// @param baskets of shoppers
    record Round(double bare, double decisions, double baskets) {
        double persisted() {
            return decisions + baskets;
        }

        double ratio() {
            return persisted() / bare;
        }
    }

    static PersistFigures of(JsonNode report) {
        var rounds = new ArrayList<Round>();
        for (var round : report.path("rounds")) {
            double seconds = round.path("persistedSeconds").asDouble();
            rounds.add(
                    new Round(
                            round.path("bare").asLong() / round.path("bareSeconds").asDouble(),
                            round.path("decisions").asLong() / seconds,
                            round.path("baskets").asLong() / seconds));
        }
        return new PersistFigures(rounds, report.path("sampleBytes").asDouble());
    }

    double bare() {
        return Median.of(rounds.stream().map(Round::bare).toList());
    }

    double persisted() {
        return Median.of(rounds.stream().map(Round::persisted).toList());
    }

    /// The median of the rounds' ratios, which drifts less than the ratio of the medians.
    double ratio() {
        return Median.of(rounds.stream().map(Round::ratio).toList());
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("barePerSecond", Math.round(bare()));
        json.put("persistedPerSecond", Math.round(persisted()));
        json.put("ratio", Math.round(ratio() * 1e3) / 1e3);
        return json;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(line("round      bare/s  persisted/s  (decisions    baskets)  ratio"));
        for (int i = 0; i < rounds.size(); i++) {
            var round = rounds.get(i);
            lines.add(
                    line(
                            "%5d  %10.0f  %11.0f  (%9.0f  %9.0f)  %5.2f",
                            i + 1,
                            round.bare(),
                            round.persisted(),
                            round.decisions(),
                            round.baskets(),
                            round.ratio()));
        }
        lines.add(
                line(
                        "median %9.0f  %11.0f  %27.2f   (%.0f bytes an event)",
                        bare(), persisted(), ratio(), sampleBytes));
        return lines;
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
