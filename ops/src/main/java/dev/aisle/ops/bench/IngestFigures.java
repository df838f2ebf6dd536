package dev.aisle.ops.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a run of `aisle bench ingest` found.
///
/// @param bareTell answers a second of bare sharded entities
/// @param seconds of the measurement
/// @param frames of cameras that were taken and acknowledged
/// @param messages that entities were told
/// @param cpuSeconds of load generator, node, Cassandra and provider
/// @param p50 milliseconds, absent where no basket changed
/// @param unmeasured baskets of whose evidence nothing was known
/// @param delays of the stores, by id
/// @param visits of the truth
/// @param receipts of all stores
/// @param unsound what was lost, doubled or altered
/// @param compared stores that were run alone as well
/// @param different receipts that are not those of the store alone
record IngestFigures(
        double bareTell,
        int stores,
        double seconds,
        double frames,
        double messages,
        double cpuSeconds,
        Optional<Double> p50,
        Optional<Double> p99,
        long baskets,
        long unmeasured,
        List<Delays> delays,
        int visits,
        int receipts,
        List<String> unsound,
        int compared,
        List<String> different) {

    IngestFigures {
        delays = List.copyOf(delays);
        unsound = List.copyOf(unsound);
        different = List.copyOf(different);
    }

    double framesPerSecond() {
        return frames / seconds;
    }

    double messagesPerFrame() {
        return messages / frames;
    }

    /// Frames that were carried through, to what bare entities answer.
    double ratio() {
        return framesPerSecond() / bareTell;
    }

    /// Stores whose slowest stream did not fall behind.
    long inRealTime() {
        return delays.stream().filter(Delays::isSteady).count();
    }

    /// Cores.
    double cpuPerStore() {
        return cpuSeconds / seconds / stores;
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("bareTellPerSecond", Math.round(bareTell));
        json.put("framesAcknowledgedPerSecond", Math.round(framesPerSecond()));
        json.put("messagesPerFrame", rounded(messagesPerFrame()));
        json.put("ratio", Math.round(ratio() * 1e4) / 1e4);
        json.put("storesInRealTime", inRealTime());
        json.put("cpuPerStore", rounded(cpuPerStore()));
        var latency = new LinkedHashMap<String, Object>();
        p50.ifPresent(millis -> latency.put("p50", rounded(millis)));
        p99.ifPresent(millis -> latency.put("p99", rounded(millis)));
        json.put("latencyMs", latency);
        json.put("stores", stores);
        json.put("seconds", Math.round(seconds));
        json.put("messagesPerSecond", Math.round(messages / seconds));
        json.put("baskets", baskets);
        json.put("basketsUnmeasured", unmeasured);
        json.put(
                "slowestDelayMs",
                Map.of(
                        "first",
                                Math.round(
                                        delays.stream().mapToDouble(Delays::first).max().orElse(0)),
                        "last",
                                Math.round(
                                        delays.stream()
                                                .mapToDouble(Delays::last)
                                                .max()
                                                .orElse(0))));
        json.put("visits", visits);
        json.put("receipts", receipts);
        json.put("unsound", unsound.size());
        json.put("storesComparedAlone", compared);
        json.put("receiptsThatDiffer", different.size());
        return json;
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(line("bare tell and reply        %,12.0f a second", bareTell));
        lines.add(
                line(
                        "frames acknowledged        %,12.0f a second (%.4f of that)",
                        framesPerSecond(), ratio()));
        lines.add(
                line(
                        "messages to entities       %,12.0f a second, %.2f a frame",
                        messages / seconds, messagesPerFrame()));
        lines.add(line("stores in real time        %12d of %d", inRealTime(), stores));
        lines.add(line("CPU                        %12.3f cores a store", cpuPerStore()));
        lines.add(
                line(
                        "evidence to basket         p50 %s, p99 %s (%d baskets, %d not measured)",
                        spelled(p50), spelled(p99), baskets, unmeasured));
        lines.add(
                line(
                        "slowest stream             %.0f ms behind at first, %.0f ms at last",
                        delays.stream().mapToDouble(Delays::first).max().orElse(0),
                        delays.stream().mapToDouble(Delays::last).max().orElse(0)));
        lines.add(
                line(
                        "receipts                   %d of %d visits, %d not sound; of %d stores run"
                                + " alone %d differ",
                        receipts, visits, unsound.size(), compared, different.size()));
        unsound.forEach(each -> lines.add("  " + each));
        different.forEach(each -> lines.add("  " + each));
        return lines;
    }

    private static String spelled(Optional<Double> millis) {
        return millis.map(each -> line("%.0f ms", each)).orElse("unknown");
    }

    private static double rounded(double value) {
        return Math.round(value * 1e3) / 1e3;
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
