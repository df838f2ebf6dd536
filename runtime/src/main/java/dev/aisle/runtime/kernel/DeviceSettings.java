package dev.aisle.runtime.kernel;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.device` in `reference.conf`, which documents and defaults every key.
public record DeviceSettings(Duration horizon, Duration patience) {

    public DeviceSettings {
        if (!horizon.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException(
                    "aisle.device: horizon and patience must be positive");
        }
    }

    public static DeviceSettings from(Config root) {
        var device = root.getConfig("aisle.device");
        return new DeviceSettings(device.getDuration("horizon"), device.getDuration("patience"));
    }
}
