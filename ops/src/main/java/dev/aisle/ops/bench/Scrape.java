package dev.aisle.ops.bench;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a node had counted at one time.
///
/// @param samples by name and labels, as Prometheus spells them
record Scrape(Map<String, Double> samples) {

    private static final String LATENCY = "aisle_basket_latency_seconds_bucket{le=\"";

    Scrape {
        samples = Collections.unmodifiableMap(new HashMap<>(samples));
    }

    /// Reads Prometheus' text format.
    static Scrape parse(String text) {
        var samples = new HashMap<String, Double>();
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    samples.put(
                            line.substring(0, space), Double.valueOf(line.substring(space + 1)));
                });
        return new Scrape(samples);
    }

    /// 0 where it was never counted.
    double of(String sample) {
        return samples.getOrDefault(sample, 0.0);
    }

    double since(Scrape before, String sample) {
        return of(sample) - before.of(sample);
    }

    /// Milliseconds from the last evidence to the persisted basket, which the given share of
    /// baskets since `before` did not exceed: the upper bound of a bucket, so up to 15 % too high.
    /// Absent where nothing was measured.
    Optional<Double> latency(Scrape before, double share) {
        var buckets = new TreeMap<Double, Double>();
        samples.keySet().stream()
                .filter(name -> name.startsWith(LATENCY))
                .forEach(name -> buckets.put(bound(name), since(before, name)));
        if (buckets.isEmpty() || buckets.lastEntry().getValue() <= 0) {
            return Optional.empty();
        }
        double wanted = share * buckets.lastEntry().getValue();
        return buckets.entrySet().stream()
                .filter(bucket -> bucket.getValue() >= wanted)
                .findFirst()
                .map(bucket -> 1e3 * bucket.getKey());
    }

    private static double bound(String name) {
        var spelled = name.substring(LATENCY.length(), name.indexOf('"', LATENCY.length()));
        return spelled.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(spelled);
    }

    /// How many baskets were measured since.
    long baskets(Scrape before) {
        return Math.round(since(before, "aisle_basket_latency_seconds_count"));
    }
}
