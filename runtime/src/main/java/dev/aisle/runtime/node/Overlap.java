package dev.aisle.runtime.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Sequence numbers that two writers have written: the mark that an old incarnation leaves in a
/// journal.
///
/// @param numbers in order
record Overlap(List<Long> numbers) {

    Overlap {
        numbers = List.copyOf(numbers);
    }

    /// A row of the journal.
    ///
    /// @param start it is the first of an incarnation
    record Written(long number, String writer, boolean start) {}

    /// Of the rows since the last start before `before`.
    static Overlap of(List<Written> rows, long before) {
        long since =
                rows.stream()
                        .filter(row -> row.start() && row.number() < before)
                        .mapToLong(Written::number)
                        .max()
                        .orElse(0);
        Map<Long, Set<String>> writers = new HashMap<>();
        for (var row : rows) {
            if (row.number() >= since) {
                writers.computeIfAbsent(row.number(), _ -> new HashSet<>()).add(row.writer());
            }
        }
        var numbers = new TreeSet<Long>();
        writers.forEach((number, by) -> {
            if (by.size() > 1) {
                numbers.add(number);
            }
        });
        return new Overlap(List.copyOf(numbers));
    }
}
