package dev.aisle.runtime.http;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.runtime.kernel.Tokens.Grant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/// What somebody asks for.
///
/// @param names what stands for the names in the endpoint's path
/// @param grant of the token; absent where none was needed
record Call(
        Map<String, String> names, Map<String, String> query, String body, Optional<Grant> grant) {

    Call {
        names = Map.copyOf(names);
        query = Map.copyOf(query);
    }

    /// @throws IllegalArgumentException where the path does not spell one
    StoreId store() {
        return new StoreId(name("store"));
    }

    VisitId visit() {
        return new VisitId(name("visit"));
    }

    private String name(String name) {
        return Optional.ofNullable(names.get(name)).orElseThrow();
    }

    /// The UTC date that must be named.
    LocalDate day() {
        var day =
                text("day")
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "name the day, as in ?day=2026-11-24"));
        try {
            return LocalDate.parse(day);
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException("'" + day + "' is no day YYYY-MM-DD", wrong);
        }
    }

    EventTime from() {
        return text("from").map(Call::time).orElse(EventTime.BEGINNING);
    }

    private static EventTime time(String text) {
        try {
            return EventTime.of(Instant.parse(text));
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time such as 2026-11-24T12:00:00Z", wrong);
        }
    }

    /// The last of the page before.
    Optional<String> after() {
        return text("after");
    }

    /// How many at most.
    ///
    /// @param most that may be asked for, and the default
    int limit(int most) {
        var text = text("limit");
        try {
            int limit = text.map(Integer::parseInt).orElse(most);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException wrong) {
            // Told below, with the range.
        }
        throw new IllegalArgumentException(
                "limit must be 1 to " + most + ", not " + text.orElse(""));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }
}
