package dev.aisle.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Turns one look at a store after the other into lines for a terminal: what changed in whose
/// basket, who came and who went.
final class LiveTable {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Map<String, Integer>> baskets = new HashMap<>();

    /// @param live as the HTTP interface tells it
    List<String> lines(JsonNode live) {
        var lines = new ArrayList<String>();
        var clock = CLOCK.format(Instant.ofEpochMilli(live.path("handledTo").asLong() / 1_000));
        for (var visit : live.path("visits")) {
            var id = visit.path("visit").asText();
            boolean isNew = !numbers.containsKey(id);
            int number = numbers.computeIfAbsent(id, _ -> numbers.size() + 1);
            if (isNew) {
                lines.add(clock + "  shopper " + number + " comes in");
            }
            var holds = holds(visit);
            var before = baskets.put(id, holds);
            for (var change : changes(before == null ? Map.of() : before, holds)) {
                lines.add(
                        clock
                                + "  shopper "
                                + number
                                + " "
                                + change
                                + ", "
                                + money(visit.path("total"))
                                + " in all");
            }
        }
        return lines;
    }

    /// One line on the whole store.
    ///
    /// @param micros of the wall clock, since 1970
    String summary(JsonNode live, int nodes, long micros) {
        long inside =
                live.path("visits")
                        .valueStream()
                        .filter(visit -> visit.path("left").isNull())
                        .count();
        return String.format(
                Locale.ROOT,
                "%d in the store, %d of %d visits under way, %d nodes%s",
                live.path("people").size(),
                inside,
                numbers.size(),
                nodes,
                behind(live.path("frontier").asLong(), micros));
    }

    /// Nothing before the devices have said their first word, or after their last.
    private static String behind(long frontier, long micros) {
        boolean isRunning =
                frontier > EventTime.BEGINNING.micros() && frontier < EventTime.END.micros();
        return isRunning
                ? String.format(
                        Locale.ROOT, ", %.1f s behind", Math.max(0, micros - frontier) / 1e6)
                : "";
    }

    private static Map<String, Integer> holds(JsonNode visit) {
        var holds = new TreeMap<String, Integer>();
        visit.path("lines")
                .forEach(line ->
                        holds.merge(
                                line.path("name").asText(),
                                line.path("quantity").asInt(),
                                Integer::sum));
        return holds;
    }

    private static List<String> changes(Map<String, Integer> before, Map<String, Integer> after) {
        var changes = new ArrayList<String>();
        var names = new TreeMap<>(before);
        names.putAll(after);
        for (var name : names.keySet()) {
            int more = after.getOrDefault(name, 0) - before.getOrDefault(name, 0);
            if (more != 0) {
                changes.add((more > 0 ? "+" : "") + more + " " + name);
            }
        }
        return changes;
    }

    private static String money(JsonNode money) {
        return String.format(
                Locale.ROOT,
                "%.2f %s",
                money.path("minor").asLong() / 100.0,
                money.path("currency").asText());
    }
}
