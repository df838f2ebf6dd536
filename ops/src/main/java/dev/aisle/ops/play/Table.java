package dev.aisle.ops.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Columns of text for a terminal.
public final class Table {

    private final List<List<String>> rows = new ArrayList<>();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    /// Who bought what in played recordings.
    public static Table of(List<Played> recordings) {
        var table =
                new Table("RECORDING", "SHOPPER", "BOUGHT", "TOTAL", "STAGE", "VISIT", "SECONDS");
        for (var played : recordings) {
            var seconds = String.format(Locale.ROOT, "%.1f", played.took().toMillis() / 1_000.0);
            if (played.visits().isEmpty()) {
                table.add(played.name(), "nobody", "", "", "", "", seconds);
            }
            for (var visit : played.visits()) {
                table.add(
                        played.name(),
                        visit.bought().target(),
                        items(visit),
                        visit.total(),
                        visit.stage().toLowerCase(Locale.ROOT).replace('_', ' '),
                        played.store() + "/" + visit.visit(),
                        seconds);
            }
        }
        return table;
    }

    private static String items(Played.Visit visit) {
        var items = new ArrayList<String>();
        visit.bought()
                .products()
                .forEach((product, quantity) -> items.add(quantity + " × " + product));
        return (items.isEmpty() ? "nothing" : String.join(", ", items))
                + (visit.missing().isEmpty()
                        ? ""
                        : "; missing: " + String.join(", ", visit.missing()));
    }

    void add(Object... cells) {
        var row = new ArrayList<String>();
        for (var cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
    }

    public List<String> lines() {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
