package dev.aisle.ops.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a run of `aisle bench idle` found.
///
/// @param few shoppers at the first measurement
/// @param fewBytes heap used then, after full collections
/// @param bytes heap used with all shoppers
record IdleFigures(int few, long fewBytes, int shoppers, long bytes) {

    static IdleFigures of(JsonNode report) {
        return new IdleFigures(
                report.path("few").asInt(),
                report.path("fewBytes").asLong(),
                report.path("shoppers").asInt(),
                report.path("bytes").asLong());
    }

    /// Of one shopper: what was added by those after the first few.
    double bytesEach() {
        return (bytes - fewBytes) / (double) (shoppers - few);
    }

    Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("shoppers", shoppers);
        json.put("heapBytes", bytes);
        json.put("bytesPerShopper", Math.round(bytesEach()));
        return json;
    }

    List<String> lines() {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%d idle shoppers: %.1f MiB of heap after full collections, %.0f bytes each",
                        shoppers,
                        bytes / 1024.0 / 1024.0,
                        bytesEach()));
    }
}
