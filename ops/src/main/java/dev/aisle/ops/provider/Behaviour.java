package dev.aisle.ops.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How the provider is to misbehave. Counts run down with each charge under a new key; a key that
/// the ledger knows is answered as it stands, after the delay.
///
/// @param delay before a charge is booked or declined; at most 5 minutes
/// @param silence how long a caller without an answer is kept waiting before the connection ends;
///   at most 5 minutes
/// @param timeoutBeforeBooking of so many next charges nothing is booked and nothing answered
/// @param timeoutAfterBooking so many next charges are booked and not answered
/// @param decline so many next charges are declined
/// @param declineTokens charges on these tokens are always declined
record Behaviour(
        Duration delay,
        Duration silence,
        int timeoutBeforeBooking,
        int timeoutAfterBooking,
        int decline,
        List<String> declineTokens) {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_TOKENS = 1_000;
    private static final Set<String> FIELDS =
            Set.of(
                    "delay",
                    "silence",
                    "timeoutBeforeBooking",
                    "timeoutAfterBooking",
                    "decline",
                    "declineTokens");

    // After the limits, which it is held to.
    static final Behaviour GOOD =
            new Behaviour(Duration.ZERO, Duration.ofSeconds(30), 0, 0, 0, List.of());

    Behaviour {
        declineTokens = List.copyOf(declineTokens);
        atMost("delay", delay);
        atMost("silence", silence);
        if (timeoutBeforeBooking < 0 || timeoutAfterBooking < 0 || decline < 0) {
            throw new IllegalArgumentException("counts must not be negative");
        }
        if (declineTokens.size() > MOST_TOKENS) {
            throw new IllegalArgumentException("at most " + MOST_TOKENS + " declineTokens");
        }
    }

    /// What happens to one charge.
    enum Conduct {
        BOOK,
        DECLINE,
        BOOK_SILENTLY,
        /// Neither booked nor answered.
        LOSE
    }

    /// @param after how the provider behaves from now on
    record Turn(Conduct conduct, Behaviour after) {}

    /// The first that applies: lose, decline, book silently, book.
    Turn next(Charge charge) {
        if (timeoutBeforeBooking > 0) {
            return new Turn(
                    Conduct.LOSE, with(timeoutBeforeBooking - 1, timeoutAfterBooking, decline));
        }
        if (declineTokens.contains(charge.token())) {
            return new Turn(Conduct.DECLINE, this);
        }
        if (decline > 0) {
            return new Turn(
                    Conduct.DECLINE, with(timeoutBeforeBooking, timeoutAfterBooking, decline - 1));
        }
        if (timeoutAfterBooking > 0) {
            return new Turn(
                    Conduct.BOOK_SILENTLY,
                    with(timeoutBeforeBooking, timeoutAfterBooking - 1, decline));
        }
        return new Turn(Conduct.BOOK, this);
    }

    private Behaviour with(int before, int after, int declined) {
        return new Behaviour(delay, silence, before, after, declined, declineTokens);
    }

    /// What is not named is as in [#GOOD]. Durations are spelled `250ms`, `2s`, `1m`.
    ///
    /// @throws IllegalArgumentException where a field is unknown or wrong
    static Behaviour of(JsonNode asked) {
        if (!asked.isObject()) {
            throw new IllegalArgumentException("a behaviour is an object");
        }
        asked.fieldNames()
                .forEachRemaining(name -> {
                    if (!FIELDS.contains(name)) {
                        throw new IllegalArgumentException("unknown field " + name);
                    }
                });
        return new Behaviour(
                duration(asked, "delay", GOOD.delay),
                duration(asked, "silence", GOOD.silence),
                count(asked, "timeoutBeforeBooking"),
                count(asked, "timeoutAfterBooking"),
                count(asked, "decline"),
                tokens(asked.path("declineTokens")));
    }

    ObjectNode json(ObjectMapper mapper) {
        var json =
                mapper.createObjectNode()
                        .put("delay", delay.toMillis() + "ms")
                        .put("silence", silence.toMillis() + "ms")
                        .put("timeoutBeforeBooking", timeoutBeforeBooking)
                        .put("timeoutAfterBooking", timeoutAfterBooking)
                        .put("decline", decline);
        declineTokens.forEach(json.putArray("declineTokens")::add);
        return json;
    }

    private static void atMost(String field, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    field + " must be 0 to " + LONGEST.toMinutes() + "m");
        }
    }

    private static Duration duration(JsonNode asked, String field, Duration otherwise) {
        if (!asked.has(field)) {
            return otherwise;
        }
        try {
            return ConfigValueFactory.fromAnyRef(asked.path(field).asText())
                    .atKey(field)
                    .getDuration(field);
        } catch (ConfigException wrong) {
            throw new IllegalArgumentException(field + " must be like 250ms or 2s", wrong);
        }
    }

    private static int count(JsonNode asked, String field) {
        var value = asked.path(field);
        if (value.isMissingNode()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException(field + " must be a whole number");
        }
        return value.asInt();
    }

    private static List<String> tokens(JsonNode asked) {
        if (!asked.isMissingNode() && !asked.isArray()) {
            throw new IllegalArgumentException("declineTokens must be a list");
        }
        var tokens = new ArrayList<String>();
        asked.forEach(token -> tokens.add(token.asText()));
        return tokens;
    }
}
