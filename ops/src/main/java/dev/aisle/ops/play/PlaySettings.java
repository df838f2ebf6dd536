package dev.aisle.ops.play;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.ops.play` in `reference.conf`, which documents and defaults every key.
public record PlaySettings(int sideBySide, Duration stallTimeout) {

    public PlaySettings {
        if (sideBySide < 1 || !stallTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "aisle.ops.play: side-by-side and stall-timeout must be positive");
        }
    }

    public static PlaySettings from(Config root) {
        var play = root.getConfig("aisle.ops.play");
        return new PlaySettings(play.getInt("side-by-side"), play.getDuration("stall-timeout"));
    }
}
