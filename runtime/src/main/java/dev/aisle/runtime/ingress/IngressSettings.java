package dev.aisle.runtime.ingress;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.ingress` in `reference.conf`, which documents and defaults every key.
public record IngressSettings(
        String host,
        int port,
        int window,
        int slack,
        int maxMessageBytes,
        Duration openTimeout,
        Duration future,
        Duration relearn,
        Duration keepAlive,
        Duration permitKeepAlive) {

    public IngressSettings {
        if (window <= 0 || slack < 0) {
            throw new IllegalArgumentException(
                    "aisle.ingress: window must be positive, slack not negative");
        }
    }

    public static IngressSettings from(Config root) {
        var ingress = root.getConfig("aisle.ingress");
        return new IngressSettings(
                ingress.getString("host"),
                ingress.getInt("port"),
                ingress.getInt("window"),
                ingress.getInt("slack"),
                (int) Math.min(Integer.MAX_VALUE, ingress.getBytes("max-message")),
                ingress.getDuration("open-timeout"),
                ingress.getDuration("future"),
                ingress.getDuration("relearn"),
                ingress.getDuration("keep-alive"),
                ingress.getDuration("permit-keep-alive"));
    }
}
