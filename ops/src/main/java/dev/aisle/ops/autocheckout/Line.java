package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aisle.ops.autocheckout.RecordingFault.Kind;
import dev.aisle.protocols.kernel.EventTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/// One document of a recording, with its place, so that what is wrong with it can be named.
///
/// The format is protobuf's JSON: what is zero or empty is simply absent.
record Line(String file, long number, JsonNode json) {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /// What comes later than this after it happened is taken as this late.
    private static final Duration MAX_LAG = Duration.ofSeconds(60);

    RecordingException fault(Kind kind, String what, String remedy) {
        return new RecordingException(new RecordingFault(kind, file, number, what, remedy));
    }

    RecordingException misshapen(String what) {
        return fault(
                Kind.WRONG_SHAPE,
                what,
                "expected is the AutoCheckout format; export this document again");
    }

    /// An object; missing counts as an empty one.
    JsonNode object(JsonNode json, String name) {
        var child = json.path(name);
        if (!child.isMissingNode() && !child.isObject()) {
            throw misshapen("'" + name + "' is no object");
        }
        return child;
    }

    /// A list; missing counts as an empty one.
    JsonNode list(JsonNode json, String name) {
        var child = json.path(name);
        if (!child.isMissingNode() && !child.isArray()) {
            throw misshapen("'" + name + "' is no list");
        }
        return child;
    }

    /// A whole number from 0 up to 1,000,000; missing counts as 0.
    int id(JsonNode json, String name) {
        var child = json.path(name);
        if (child.isMissingNode()) {
            return 0;
        }
        if (!child.isIntegralNumber()
                || !child.canConvertToInt()
                || child.intValue() < 0
                || child.intValue() > 1_000_000) {
            throw misshapen("'" + name + "' is no whole number from 0 to 1,000,000: " + child);
        }
        return child.intValue();
    }

    /// A number; missing counts as 0.
    double number(JsonNode json, String name) {
        var child = json.path(name);
        if (child.isMissingNode()) {
            return 0;
        }
        if (!child.isNumber() || !Double.isFinite(child.doubleValue())) {
            throw misshapen("'" + name + "' is no number: " + child);
        }
        return child.doubleValue();
    }

    /// A text, or a number as it is spelled; missing counts as an empty one.
    String text(JsonNode json, String name) {
        var child = json.path(name);
        if (child.isMissingNode()) {
            return "";
        }
        if (!child.isTextual() && !child.isIntegralNumber()) {
            throw misshapen("'" + name + "' is no text: " + child);
        }
        return child.asText();
    }

    /// When it happened: exactly, from the text and not from the rounded number beside it.
    EventTime origin() {
        var header = object(object(json, "document"), "header");
        return EventTime.of(instant(header.path("t_origin"), "t_origin"));
    }

    /// When it arrived: not before it happened, and not much later than the format knows.
    Instant arrival(EventTime origin, Warnings warnings) {
        var date = object(json, "date_time").path("$date");
        var arrival = instant(date, "date_time");
        var happened = origin.instant();
        if (arrival.isBefore(happened)) {
            warnings.add(file, "arrived before it happened: taken as arriving at once");
            return happened;
        }
        if (arrival.isAfter(happened.plus(MAX_LAG))) {
            warnings.add(file, "arrived more than 60 s after it happened: taken as 60 s");
            return happened.plus(MAX_LAG);
        }
        return arrival;
    }

    private Instant instant(JsonNode json, String name) {
        Instant instant;
        try {
            instant =
                    json.isIntegralNumber()
                            ? Instant.ofEpochMilli(json.longValue())
                            : Instant.parse(json.asText());
        } catch (DateTimeException noTime) {
            throw impossible(name + " is no time: '" + json.asText() + "'");
        }
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw impossible(name + " lies outside 2000 to 2100: " + instant);
        }
        return instant;
    }

    private RecordingException impossible(String what) {
        return fault(
                Kind.IMPOSSIBLE_TIME, what, "correct it or drop this line; expected is ISO 8601");
    }
}
