package dev.aisle.runtime.kernel;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.fence` in `reference.conf`, which documents and defaults every key.
public record FenceSettings(
        int stash,
        int renewAfter,
        Duration backoffMin,
        Duration backoffMax,
        Duration tick,
        Duration drillDelay) {

    public FenceSettings {
        if (stash <= 0 || renewAfter <= 0 || !tick.isPositive()) {
            throw new IllegalArgumentException(
                    "aisle.fence: stash, renew-after and tick must be positive");
        }
    }

    public static FenceSettings from(Config root) {
        var fence = root.getConfig("aisle.fence");
        return new FenceSettings(
                fence.getInt("stash"),
                fence.getInt("renew-after"),
                fence.getDuration("backoff-min"),
                fence.getDuration("backoff-max"),
                fence.getDuration("tick"),
                root.getDuration("aisle.drill.delay.fence"));
    }
}
