package dev.aisle.ops.cluster;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Typed view of `aisle.ops.cluster` in `reference.conf`, which documents and defaults every key.
///
/// @param data where everything is kept
/// @param home the folder that holds `ops` and `runtime`
/// @param journal host:port of a Cassandra to use; absent: one is started
/// @param restarts of nodes that end unasked
/// @param overrides settings of nodes, by path
public record ClusterSettings(
        Path data,
        Path home,
        int nodes,
        Optional<String> journal,
        String heap,
        Duration startTimeout,
        Duration stopTimeout,
        RestartSettings restarts,
        Map<String, String> overrides) {

    public ClusterSettings {
        overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
        if (nodes < 1) {
            throw new IllegalArgumentException("a cluster has at least one node, not " + nodes);
        }
    }

    /// Of a cluster that fails with the first node that ends unasked.
    public static ClusterSettings from(Config root, Path data, Path home) {
        var cluster = root.getConfig("aisle.ops.cluster");
        return new ClusterSettings(
                data,
                home,
                cluster.getInt("nodes"),
                Optional.empty(),
                cluster.getString("heap"),
                cluster.getDuration("start-timeout"),
                cluster.getDuration("stop-timeout"),
                RestartSettings.NEVER,
                Map.of());
    }

    public ClusterSettings withNodes(int other) {
        return new ClusterSettings(
                data, home, other, journal, heap, startTimeout, stopTimeout, restarts, overrides);
    }

    public ClusterSettings withJournal(Optional<String> other) {
        return new ClusterSettings(
                data, home, nodes, other, heap, startTimeout, stopTimeout, restarts, overrides);
    }

    public ClusterSettings withHeap(String other) {
        return new ClusterSettings(
                data, home, nodes, journal, other, startTimeout, stopTimeout, restarts, overrides);
    }

    public ClusterSettings withOverrides(Map<String, String> other) {
        return new ClusterSettings(
                data, home, nodes, journal, heap, startTimeout, stopTimeout, restarts, other);
    }

    /// Nodes that end unasked are started again, as `aisle.ops.cluster.restarts` says.
    public ClusterSettings withRestarts(Config root) {
        return new ClusterSettings(
                data,
                home,
                nodes,
                journal,
                heap,
                startTimeout,
                stopTimeout,
                RestartSettings.from(root),
                overrides);
    }
}
