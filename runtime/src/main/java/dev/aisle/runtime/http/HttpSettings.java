package dev.aisle.runtime.http;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.http` in `reference.conf`, which documents and defaults every key.
public record HttpSettings(String host, int port, Duration askTimeout, int page) {

    public HttpSettings {
        if (page < 1 || page > 1_000) {
            throw new IllegalArgumentException("aisle.http.page must be 1 to 1,000: " + page);
        }
    }

    public static HttpSettings from(Config root) {
        var http = root.getConfig("aisle.http");
        return new HttpSettings(
                http.getString("host"),
                http.getInt("port"),
                http.getDuration("ask-timeout"),
                http.getInt("page"));
    }
}
