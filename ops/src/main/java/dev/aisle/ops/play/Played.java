package dev.aisle.ops.play;

import dev.aisle.ops.autocheckout.Bought;
import dev.aisle.ops.autocheckout.ImportWarning;
import dev.aisle.ops.autocheckout.RecordingException;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.gateway.GatewayReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// A recording that was played to its end.
///
/// @param store that it became
/// @param visits with their receipts, in order of visit
/// @param file with the receipts as the competition's judge reads them
public record Played(
        String name,
        String store,
        List<Visit> visits,
        List<ImportWarning> warnings,
        Path file,
        Duration took,
        GatewayReport gateway) {

    public Played {
        visits = List.copyOf(visits);
        warnings = List.copyOf(warnings);
    }

    /// For programs, in order, without the file.
    public Map<String, Object> json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("recording", name);
        json.put("store", store);
        json.put("seconds", took.toMillis() / 1_000.0);
        json.put("records", gateway.total().sent());
        json.put("resent", gateway.total().resent());
        json.put("visits", visits.stream().map(this::json).toList());
        return json;
    }

    private Map<String, Object> json(Visit visit) {
        var products = new LinkedHashMap<String, Integer>();
        visit.bought().products().forEach((code, quantity) -> products.put(code.value(), quantity));
        var json = new LinkedHashMap<String, Object>();
        json.put("visit", store + "/" + visit.visit());
        json.put("target", visit.bought().target().value());
        json.put("products", products);
        json.put("total", visit.total());
        json.put("stage", visit.stage());
        json.put("missing", visit.missing());
        return json;
    }

    /// Why a recording could not be played, for a person.
    public static String whyNot(ExecutionException failed) {
        var cause = failed.getCause();
        return switch (cause) {
            case null -> String.valueOf(failed);
            case RecordingException known -> String.valueOf(known.getMessage());
            case ClusterException known -> String.valueOf(known.getMessage());
            case IOException known -> "the receipts can't be written: " + known;
            default -> String.valueOf(cause);
        };
    }

    /// @param stage what became of the receipt
    /// @param missing evidence that will never come, in words
    public record Visit(
            String visit, Bought bought, String total, String stage, List<String> missing) {
        public Visit {
            missing = List.copyOf(missing);
        }
    }
}
