package dev.aisle.runtime.attribution;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.attribution` in `reference.conf`, which documents and defaults every key.
public record AttributionSettings(
        Duration lookAhead,
        Duration lookBack,
        Duration step,
        Duration unseen,
        Duration exitMargin,
        Duration quietStep,
        double reach,
        double tapReach,
        double tapDoubt) {

    public AttributionSettings {
        if (lookAhead.isNegative() || lookBack.isNegative() || !unseen.isPositive()) {
            throw new IllegalArgumentException(
                    "aisle.attribution: look-ahead and look-back must not be negative, unseen positive");
        }
    }

    public static AttributionSettings from(Config root) {
        var attribution = root.getConfig("aisle.attribution");
        return new AttributionSettings(
                attribution.getDuration("look-ahead"),
                attribution.getDuration("look-back"),
                root.getDuration("aisle.camera.step"),
                attribution.getDuration("unseen"),
                attribution.getDuration("exit-margin"),
                attribution.getDuration("quiet-step"),
                attribution.getDouble("reach"),
                attribution.getDouble("tap-reach"),
                attribution.getDouble("tap-doubt"));
    }
}
