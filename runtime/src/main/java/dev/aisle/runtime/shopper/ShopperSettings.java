package dev.aisle.runtime.shopper;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.shopper` and `aisle.drill.delay` in `reference.conf`, which documents and
/// defaults every key.
public record ShopperSettings(
        int maxAttempts,
        Backoff askAgain,
        Backoff restart,
        Duration callTimeout,
        Duration linger,
        int stash,
        Drill drill) {

    public ShopperSettings {
        positive("max-attempts", maxAttempts);
        positive("stash", stash);
        positive("call-timeout", callTimeout);
        positive("linger", linger);
    }

    /// Waits that widen the gaps in which a drill kills the node; 0 in service.
    ///
    /// @param ack between a change that is durable and its acknowledgement
    /// @param charge between an attempt that is durable and the call to the provider
    public record Drill(Duration ack, Duration charge) {

        public static final Drill NONE = new Drill(Duration.ZERO, Duration.ZERO);

        public Drill {
            if (ack.isNegative() || charge.isNegative()) {
                throw new IllegalArgumentException(
                        "aisle.drill.delay must not be negative: " + ack + ", " + charge);
            }
        }
    }

    public static ShopperSettings from(Config root) {
        var shopper = root.getConfig("aisle.shopper");
        var delay = root.getConfig("aisle.drill.delay");
        return new ShopperSettings(
                shopper.getInt("max-attempts"),
                backoff(shopper.getConfig("ask-again")),
                backoff(shopper.getConfig("restart")),
                shopper.getDuration("call-timeout"),
                shopper.getDuration("linger"),
                shopper.getInt("stash"),
                new Drill(delay.getDuration("shopper-ack"), delay.getDuration("charge")));
    }

    private static Backoff backoff(Config config) {
        return new Backoff(config.getDuration("min"), config.getDuration("max"));
    }

    private static void positive(String key, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(
                    "aisle.shopper." + key + " must be positive: " + value);
        }
    }

    private static void positive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    "aisle.shopper." + key + " must be positive: " + value);
        }
    }
}
