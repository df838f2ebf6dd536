package dev.aisle.runtime.http;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.http` in `reference.conf`, which documents and defaults every key.
///
/// @param mostBytes of a request's body
public record HttpSettings(
        String host,
        int port,
        Duration askTimeout,
        int page,
        long mostBytes,
        Duration liveInterval,
        int mostStreams,
        Duration longestEntryCode) {

    public HttpSettings {
        if (page < 1 || page > 1_000) {
            throw new IllegalArgumentException("aisle.http.page must be 1 to 1,000: " + page);
        }
        if (!liveInterval.isPositive()) {
            throw new IllegalArgumentException("aisle.http.live-interval must be positive");
        }
    }

    public static HttpSettings from(Config root) {
        var http = root.getConfig("aisle.http");
        return new HttpSettings(
                http.getString("host"),
                http.getInt("port"),
                http.getDuration("ask-timeout"),
                http.getInt("page"),
                http.getBytes("most-bytes"),
                http.getDuration("live-interval"),
                http.getInt("most-streams"),
                http.getDuration("longest-entry-code"));
    }
}
