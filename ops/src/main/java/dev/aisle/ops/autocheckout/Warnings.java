package dev.aisle.ops.autocheckout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts oddities by file and kind, in the order in which each was first met.
final class Warnings {

    private record Oddity(String file, String what) {}

    private final Map<Oddity, Integer> counts = new LinkedHashMap<>();

    void add(String file, String what) {
        counts.merge(new Oddity(file, what), 1, Integer::sum);
    }

    List<ImportWarning> all() {
        return counts.entrySet().stream()
                .map(entry ->
                        new ImportWarning(
                                entry.getKey().file(), entry.getKey().what(), entry.getValue()))
                .toList();
    }
}
