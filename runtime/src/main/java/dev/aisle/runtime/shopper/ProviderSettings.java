package dev.aisle.runtime.shopper;

import com.typesafe.config.Config;
import java.net.URI;
import java.time.Duration;

/// Typed view of `aisle.shopper.provider` in `reference.conf`.
public record ProviderSettings(URI url, Duration connectTimeout, Duration timeout) {

    public ProviderSettings {
        if (url.getHost() == null) {
            throw new IllegalArgumentException(
                    "aisle.shopper.provider.url must name a host: " + url);
        }
        if (!connectTimeout.isPositive() || !timeout.isPositive()) {
            throw new IllegalArgumentException(
                    "aisle.shopper.provider: time-outs must be positive: "
                            + connectTimeout
                            + ", "
                            + timeout);
        }
    }

    public static ProviderSettings from(Config root) {
        var provider = root.getConfig("aisle.shopper.provider");
        return new ProviderSettings(
                URI.create(provider.getString("url")),
                provider.getDuration("connect-timeout"),
                provider.getDuration("timeout"));
    }
}
