package dev.aisle.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.protocols.store.PlacementPolicy;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Where a store is wished to live: `{"policy": {"home": ["location=lille"], "backup": [],
/// "forbidden": [], "maxNodes": 3, "shards": 2}, "revision": 1, "by": "ann"}`. What a policy leaves
/// out is as if nobody had ever set it.
///
/// @param revision that the asker has seen; 0 where it is left out
record PlacementRequest(PlacementPolicy policy, int revision, String by) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 80;
    private static final int MOST_LABELS = 50;

    /// @throws IllegalArgumentException where the body spells none
    static PlacementRequest parse(String body) {
        var asked = json(body);
        var policy = asked.path("policy");
        if (!policy.isObject()) {
            throw new IllegalArgumentException("name a policy: {\"policy\": {\"shards\": 2}}");
        }
        var by = asked.path("by").asText("operator");
        if (by.length() > LONGEST) {
            throw new IllegalArgumentException("'by' has " + LONGEST + " characters at most");
        }
        return new PlacementRequest(
                new PlacementPolicy(
                        labels(policy, "home"),
                        labels(policy, "backup"),
                        labels(policy, "forbidden"),
                        policy.hasNonNull("maxNodes")
                                ? Optional.of(number(policy, "maxNodes", 0))
                                : Optional.empty(),
                        number(policy, "shards", PlacementPolicy.ANYWHERE.shards())),
                number(asked, "revision", 0),
                by);
    }

    private static int number(JsonNode object, String name, int otherwise) {
        var number = object.path(name);
        if (number.isMissingNode()) {
            return otherwise;
        }
        if (!number.isIntegralNumber() || !number.canConvertToInt()) {
            throw new IllegalArgumentException("'" + name + "' is a whole number");
        }
        return number.asInt();
    }

    private static SortedSet<String> labels(JsonNode policy, String name) {
        var labels = new TreeSet<String>();
        var named = policy.path(name);
        if ((!named.isMissingNode() && !named.isArray()) || named.size() > MOST_LABELS) {
            throw new IllegalArgumentException(
                    "'" + name + "' is a list of labels, " + MOST_LABELS + " at most");
        }
        for (var label : named) {
            if (!label.isTextual()
                    || label.asText().isBlank()
                    || label.asText().length() > LONGEST) {
                throw new IllegalArgumentException(
                        "a label of '" + name + "' has 1 to " + LONGEST + " characters");
            }
            labels.add(label.asText());
        }
        return labels;
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("the body is no JSON", wrong);
        }
    }
}
