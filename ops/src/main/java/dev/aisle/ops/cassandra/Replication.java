package dev.aisle.ops.cassandra;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How often each data centre holds a row.
public record Replication(SortedMap<String, Integer> copies) {
    /// One node, one copy.
    public static final Replication EMBEDDED = of(EmbeddedCassandra.DATACENTER, 1);

    /// Copies with which a quorum outlives the loss of one.
    static final int ENOUGH = 3;

    public Replication {
        copies = Collections.unmodifiableSortedMap(new TreeMap<>(copies));
        if (copies.isEmpty()) {
            throw new IllegalArgumentException("replication names no data centre");
        }
        copies.forEach(Replication::check);
    }

    public static Replication of(String datacenter, int copies) {
        return new Replication(new TreeMap<>(Map.of(datacenter, copies)));
    }

    /// As CQL writes it: `{'class': 'NetworkTopologyStrategy', 'dc1': 3}`.
    String cql() {
        return copies.entrySet().stream()
                .map(each -> "'" + each.getKey() + "': " + each.getValue())
                .collect(Collectors.joining(", ", "{'class': 'NetworkTopologyStrategy', ", "}"));
    }

    private static void check(String datacenter, int copies) {
        if (!datacenter.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException("not a data centre's name: " + datacenter);
        }
        if (copies < 1) {
            throw new IllegalArgumentException(datacenter + " must hold a copy, not " + copies);
        }
    }
}
