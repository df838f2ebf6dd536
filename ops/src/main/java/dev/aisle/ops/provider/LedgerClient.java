package dev.aisle.ops.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads what a payment provider has booked.
///
/// @param port of the provider, on loopback
public record LedgerClient(int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Amounts booked for a store, by visit, in minor units.
    public Map<String, List<Long>> booked(String store) throws IOException, InterruptedException {
        var booked = new TreeMap<String, List<Long>>();
        for (var entry : entries()) {
            var key = entry.path("key").asText();
            if (key.startsWith(store + "/") && entry.path("status").asText().equals("booked")) {
                var visit = key.substring(key.indexOf('/') + 1, key.lastIndexOf('/'));
                booked.computeIfAbsent(visit, _ -> new ArrayList<>())
                        .add(entry.path("amountMinor").asLong());
            }
        }
        return booked;
    }

    private List<JsonNode> entries() throws IOException, InterruptedException {
        var all = new ArrayList<JsonNode>();
        while (true) {
            var page = page(all.size());
            page.path("entries").forEach(all::add);
            if (all.size() >= page.path("size").asInt()) {
                return all;
            }
        }
    }

    private JsonNode page(int from) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/ledger?from=" + from))
                        .timeout(PATIENCE)
                        .build();
        var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the payment provider answered " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
