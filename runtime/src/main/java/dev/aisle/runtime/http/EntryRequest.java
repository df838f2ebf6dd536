package dev.aisle.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;

/// What is asked for with an entry code: `{"paymentToken": "…", "seconds": 300}`, or `{"staff":
/// true, "seconds": 86400}`.
///
/// @param paymentToken of the provider; absent for a badge of the staff
record EntryRequest(Optional<String> paymentToken, Duration validFor) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TOKEN = 512;

    /// @param longest that a code may be valid
    /// @throws IllegalArgumentException where the body asks for nothing that there is
    static EntryRequest parse(String body, Duration longest) {
        var asked = json(body);
        var token = asked.path("paymentToken").asText("");
        boolean staff = asked.path("staff").asBoolean(false);
        if (staff == !token.isBlank() || token.length() > LONGEST_TOKEN) {
            throw new IllegalArgumentException(
                    "name either a paymentToken of at most 512 characters, or staff: true");
        }
        var seconds = asked.path("seconds");
        if (!seconds.canConvertToInt()
                || seconds.asInt() < 1
                || seconds.asInt() > longest.toSeconds()) {
            throw new IllegalArgumentException(
                    "seconds must be 1 to " + longest.toSeconds() + ": so long the code is valid");
        }
        return new EntryRequest(
                staff ? Optional.empty() : Optional.of(token), Duration.ofSeconds(seconds.asInt()));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException("the body is no JSON", wrong);
        }
    }
}
