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
    record Written(long number, String writer) {}

    static Overlap of(Iterable<Written> rows) {
        Map<Long, Set<String>> writers = new HashMap<>();
        for (var row : rows) {
            writers.computeIfAbsent(row.number(), _ -> new HashSet<>()).add(row.writer());
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
