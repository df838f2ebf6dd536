package dev.aisle.ops.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aisle.ops.drill.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What could be seen on the page.
///
/// @param baskets each time a basket looked other than before, in order
/// @param receipts by visit, as each looked last
/// @param widest the document ever was, in CSS pixels
record Sights(List<Basket> baskets, Map<String, Shown> receipts, int widest) {

    /// Notes what the page shows from its beginning on, whenever its document changes.
    static final String SCRIPT =
            """
            (() => {
              const sights = (window.aisleSights = { baskets: [], receipts: [], widest: 0 });
              const before = new Map();
              const look = () => {
                sights.widest = Math.max(sights.widest, document.documentElement.scrollWidth);
                for (const list of ['baskets', 'receipts']) {
                  for (const card of document.querySelectorAll('#' + list + ' > li')) {
                    if (!card.checkVisibility()) continue;
                    const lines = {};
                    for (const line of card.querySelectorAll('.lines > li')) {
                      const name = line.querySelector('.name').textContent;
                      lines[name] = (lines[name] || 0) + parseInt(line.querySelector('.n').textContent);
                    }
                    const visit = card.dataset.visit, sum = card.querySelector('.sum').textContent;
                    const now = JSON.stringify([lines, sum]);
                    if (before.get(list + visit) === now) continue;
                    before.set(list + visit, now);
                    sights[list].push({ at: Date.now(), visit, lines, sum });
                  }
                }
              };
              new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
            })();
            """;

    /// @param lines pieces by name
    /// @param minor what it comes to, in minor units
    record Shown(Map<String, Integer> lines, long minor) {}

    /// @param at milliseconds since 1970
    /// @param lines pieces by name
    record Basket(long at, String visit, Map<String, Integer> lines) {}

    /// How long it took until a basket of the journal, or a later one of its visit, was shown.
    record Delay(Basket basket, Duration time) {}

    private static final Duration NEVER = Duration.ofDays(1);

    static Sights of(JsonNode noted) {
        var baskets =
                noted.path("baskets")
                        .valueStream()
                        .map(each ->
                                new Basket(
                                        each.path("at").asLong(),
                                        each.path("visit").asText(),
                                        pieces(each.path("lines"))))
                        .toList();
        var receipts = new TreeMap<String, Shown>();
        for (var each : noted.path("receipts")) {
            receipts.put(
                    each.path("visit").asText(),
                    new Shown(pieces(each.path("lines")), minor(each.path("sum").asText())));
        }
        return new Sights(baskets, receipts, noted.path("widest").asInt());
    }

    private static Map<String, Integer> pieces(JsonNode lines) {
        var pieces = new TreeMap<String, Integer>();
        lines.properties().forEach(line -> pieces.put(line.getKey(), line.getValue().asInt()));
        return pieces;
    }

    /// Of an amount with two decimals, however it is spelled.
    private static long minor(String sum) {
        return Long.parseLong(sum.replaceAll("[^0-9]", ""));
    }

    static Map<String, Shown> ofReceipts(List<JsonNode> kept) {
        var receipts = new TreeMap<String, Shown>();
        for (var each : kept) {
            var receipt = each.path("receipt");
            var lines = new TreeMap<String, Integer>();
            receipt.path("lines")
                    .forEach(line ->
                            lines.merge(
                                    line.path("name").asText(),
                                    line.path("quantity").asInt(),
                                    Integer::sum));
            receipts.put(
                    receipt.path("visit").asText(),
                    new Shown(lines, receipt.at("/total/minor").asLong()));
        }
        return receipts;
    }

    /// All baskets that the journal of a store's Attributor holds, in order: an empty one as a
    /// visit opens, and one more for each step that changes it.
    static List<Basket> ofJournal(List<Journal.Written> rows) {
        var baskets = new ArrayList<Basket>();
        var names = new HashMap<String, String>();
        var now = new TreeMap<String, Map<String, Integer>>();
        for (var row : rows) {
            var before = Map.copyOf(now);
            for (var happening : row.event().path("happenings")) {
                if (happening.path("type").asText().equals("visit-opened")) {
                    now.put(happening.path("visit").asText(), Map.of());
                }
                for (var change : happening.path("changes")) {
                    now.compute(
                            change.path("visit").asText(),
                            (_, held) -> after(held, change.path("change"), names));
                }
            }
            now.forEach((visit, lines) -> {
                if (!lines.equals(before.get(visit))) {
                    baskets.add(new Basket(row.millis(), visit, lines));
                }
            });
        }
        return baskets;
    }

    private static Map<String, Integer> after(
            Map<String, Integer> held, JsonNode change, Map<String, String> names) {
        var product = change.path("product").asText();
        boolean isTaken = change.path("type").asText().equals("taken");
        if (isTaken) {
            names.put(product, change.path("name").asText());
        }
        int pieces = change.path("quantity").asInt() * (isTaken ? 1 : -1);
        var lines = new TreeMap<>(held);
        lines.merge(names.getOrDefault(product, product), pieces, Integer::sum);
        lines.values().removeIf(left -> left == 0);
        return lines;
    }

    /// @param written in order
    List<Delay> delays(List<Basket> written) {
        return written.stream().map(each -> new Delay(each, delay(each, written))).toList();
    }

    private Duration delay(Basket basket, List<Basket> written) {
        var from = written.subList(written.indexOf(basket), written.size());
        var later = from.stream().filter(each -> each.visit().equals(basket.visit())).toList();
        return moments(later)
                .filter(at -> at >= basket.at() && shows(at, later))
                .mapToObj(at -> Duration.ofMillis(at - basket.at()))
                .findFirst()
                .orElse(NEVER);
    }

    /// All at which the page or the journal changed, in order.
    private LongStream moments(List<Basket> written) {
        return Stream.concat(baskets.stream(), written.stream()).mapToLong(Basket::at).sorted();
    }

    /// Whether the page shows one of these baskets of a visit that is written by then.
    private boolean shows(long at, List<Basket> written) {
        var visit = written.getFirst().visit();
        var last =
                baskets.stream()
                        .filter(each -> each.visit().equals(visit) && each.at() <= at)
                        .reduce((_, later) -> later);
        return last.isPresent()
                && written.stream()
                        .anyMatch(
                                each -> each.at() <= at && each.lines().equals(last.get().lines()));
    }
}
