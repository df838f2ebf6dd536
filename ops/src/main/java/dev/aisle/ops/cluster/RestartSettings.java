package dev.aisle.ops.cluster;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.ops.cluster.restarts` in `reference.conf`, which documents and defaults
/// every key.
///
/// @param most restarts of one node within `within`
/// @param first pause
/// @param longest pause
public record RestartSettings(int most, Duration within, Duration first, Duration longest) {

    static final RestartSettings NEVER =
            new RestartSettings(
                    0, Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

    public RestartSettings {
        if (most < 0 || most > 100) {
            throw new IllegalArgumentException(
                    "aisle.ops.cluster.restarts.most must be 0 to 100: " + most);
        }
        if (!within.isPositive() || !first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "aisle.ops.cluster.restarts: within and first must be positive, longest not"
                            + " below first");
        }
    }

    static RestartSettings from(Config root) {
        var restarts = root.getConfig("aisle.ops.cluster.restarts");
        return new RestartSettings(
                restarts.getInt("most"),
                restarts.getDuration("within"),
                restarts.getDuration("first"),
                restarts.getDuration("longest"));
    }
}
