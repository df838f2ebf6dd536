package dev.aisle.ops.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Speaks to the HTTP interface of a cluster's nodes: to the first that answers.
///
/// @param token an operator's
public record NodeClient(List<NodeAddress> nodes, String token) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PUBLISHING = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    public NodeClient {
        nodes = List.copyOf(nodes);
    }

    /// Publishes a blueprint, again and again while the cluster is too busy to answer: it is
    /// published once.
    ///
    /// @param blueprint in Aisle's own format
    /// @param from the event time from which it holds; absent: ever since
    /// @return the version
    public int publish(String store, String blueprint, Optional<Instant> from)
            throws ClusterException {
        long deadline = System.nanoTime() + PUBLISHING.toNanos();
        while (true) {
            try {
                return publishOnce(store, blueprint, from);
            } catch (ClusterException busy) {
                if (!isUnanswered(busy) || System.nanoTime() > deadline) {
                    throw busy;
                }
            }
        }
    }

    /// The same, holding ever since.
    public int publish(String store, String blueprint) throws ClusterException {
        return publish(store, blueprint, Optional.empty());
    }

    /// Whether a failure is for want of an answer, so that asking again may help.
    public static boolean isUnanswered(ClusterException failed) {
        return failed.getCause() instanceof IOException;
    }

    private int publishOnce(String store, String blueprint, Optional<Instant> from)
            throws ClusterException {
        return send(
                        "/v1/stores/"
                                + store
                                + "/blueprint"
                                + from.map(time -> "?from=" + time).orElse(""),
                        HttpRequest.newBuilder()
                                .PUT(HttpRequest.BodyPublishers.ofString(blueprint))
                                .header("Content-Type", "application/json"))
                .get("version")
                .asInt();
    }

    /// A code that opens a store's door.
    ///
    /// @param asked as the API takes it
    public JsonNode entryCode(String store, JsonNode asked) throws ClusterException {
        return send(
                "/v1/stores/" + store + "/entry-codes",
                HttpRequest.newBuilder()
                        .POST(HttpRequest.BodyPublishers.ofString(asked.toString()))
                        .header("Content-Type", "application/json"));
    }

    /// Where a store lives.
    public JsonNode placement(String store) throws ClusterException {
        return get("/v1/stores/" + store + "/placement");
    }

    /// Where it would live.
    ///
    /// @param asked as the API takes it
    public JsonNode planPlacement(String store, JsonNode asked) throws ClusterException {
        return send(
                "/v1/stores/" + store + "/placement/plan",
                HttpRequest.newBuilder()
                        .POST(HttpRequest.BodyPublishers.ofString(asked.toString()))
                        .header("Content-Type", "application/json"));
    }

    /// Says where it may live from now on.
    ///
    /// @param asked as the API takes it
    public JsonNode place(String store, JsonNode asked) throws ClusterException {
        return send(
                "/v1/stores/" + store + "/placement",
                HttpRequest.newBuilder()
                        .PUT(HttpRequest.BodyPublishers.ofString(asked.toString()))
                        .header("Content-Type", "application/json"));
    }

    /// How far a store has come.
    public JsonNode status(String store) throws ClusterException {
        return get("/v1/stores/" + store);
    }

    /// Who is in a store, and what each holds.
    public JsonNode live(String store) throws ClusterException {
        return get("/v1/stores/" + store + "/live");
    }

    /// The nodes, as one of them sees them.
    public JsonNode cluster() throws ClusterException {
        return get("/v1/cluster");
    }

    /// A page of receipts, in order of visit: `items`, and `next` where more follow.
    public JsonNode receipts(String store, LocalDate day, Optional<String> after)
            throws ClusterException {
        return get(
                "/v1/stores/"
                        + store
                        + "/receipts?day="
                        + day
                        + after.map(visit -> "&after=" + visit).orElse(""));
    }

    /// All receipts of the visits that began from one day to another.
    public List<JsonNode> receipts(String store, LocalDate first, LocalDate last)
            throws ClusterException {
        var all = new ArrayList<JsonNode>();
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            Optional<String> after = Optional.empty();
            do {
                var page = receipts(store, day, after);
                page.path("items").forEach(all::add);
                after = Optional.ofNullable(page.path("next").textValue());
            } while (after.isPresent());
        }
        return all;
    }

    /// A visit and its decisions.
    public JsonNode visit(String store, String visit) throws ClusterException {
        return get("/v1/stores/" + store + "/visits/" + visit);
    }

    /// What the first node counts, as Prometheus reads it.
    public String metrics() throws ClusterException {
        try {
            return ask(nodes.getFirst(), "/metrics", HttpRequest.newBuilder().GET()).body();
        } catch (IOException silent) {
            throw new ClusterException(
                    nodes.getFirst().name() + " does not answer", "look at its log", silent);
        }
    }

    private JsonNode get(String path) throws ClusterException {
        return send(path, HttpRequest.newBuilder().GET());
    }

    private JsonNode send(String path, HttpRequest.Builder request) throws ClusterException {
        Optional<IOException> unreachable = Optional.empty();
        for (var node : nodes) {
            try {
                return answer(path, node, request);
            } catch (IOException next) {
                unreachable = Optional.of(next);
            }
        }
        throw new ClusterException(
                "no node of the cluster answers", "look at its log", unreachable.orElse(null));
    }

    private JsonNode answer(String path, NodeAddress node, HttpRequest.Builder request)
            throws IOException, ClusterException {
        var response = ask(node, path, request);
        var body = response.body();
        if (response.statusCode() == 503) {
            throw new IOException(body);
        }
        if (response.statusCode() != 200) {
            throw refused(body);
        }
        return JSON.readTree(body);
    }

    private HttpResponse<String> ask(NodeAddress node, String path, HttpRequest.Builder request)
            throws IOException, ClusterException {
        try {
            return HTTP.send(
                    request.copy()
                            .uri(URI.create("http://127.0.0.1:" + node.http() + path))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", "try again", interrupted);
        }
    }

    private static ClusterException refused(String body) {
        try {
            var problem = JSON.readTree(body);
            var faults = new StringBuilder();
            problem.path("faults")
                    .forEach(fault ->
                            faults.append("\n  ")
                                    .append(fault.path("where").asText())
                                    .append(": ")
                                    .append(fault.path("what").asText())
                                    .append("; ")
                                    .append(fault.path("remedy").asText()));
            return new ClusterException(
                    problem.path("problem").asText(), problem.path("remedy").asText() + faults);
        } catch (JsonProcessingException other) {
            return new ClusterException(body, "look at the node's log", other);
        }
    }
}
