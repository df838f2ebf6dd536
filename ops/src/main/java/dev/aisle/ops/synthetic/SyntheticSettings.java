package dev.aisle.ops.synthetic;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.ops.synthetic` in `reference.conf`, which documents and defaults every key.
public record SyntheticSettings(
        Duration tick, int underWay, Duration connectTimeout, Duration drainTimeout) {

    public SyntheticSettings {
        boolean patient =
                tick.isPositive() && connectTimeout.isPositive() && drainTimeout.isPositive();
        if (!patient || underWay < 1) {
            throw new IllegalArgumentException("aisle.ops.synthetic: all keys must be positive");
        }
    }

    public static SyntheticSettings from(Config root) {
        var synthetic = root.getConfig("aisle.ops.synthetic");
        return new SyntheticSettings(
                synthetic.getDuration("tick"),
                synthetic.getInt("under-way"),
                synthetic.getDuration("connect-timeout"),
                synthetic.getDuration("drain-timeout"));
    }
}
