package dev.aisle.runtime.attribution;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;

/// Typed view of `aisle.attributor` in `reference.conf`, which documents and defaults every key.
///
/// @param decideWithoutAfter absent: never
public record DeliverySettings(int batch, Optional<Duration> decideWithoutAfter) {

    public DeliverySettings {
        if (batch <= 0) {
            throw new IllegalArgumentException("aisle.attributor.batch must be positive: " + batch);
        }
    }

    public static DeliverySettings from(Config root) {
        var attributor = root.getConfig("aisle.attributor");
        boolean never = attributor.getString("decide-without-after").equals("never");
        return new DeliverySettings(
                attributor.getInt("batch"),
                never
                        ? Optional.empty()
                        : Optional.of(attributor.getDuration("decide-without-after")));
    }
}
