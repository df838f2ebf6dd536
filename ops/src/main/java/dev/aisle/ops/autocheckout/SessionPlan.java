package dev.aisle.ops.autocheckout;

import java.time.Duration;

/// What a made-up session shall hold.
///
/// @param seed the same seed and plan give the same bytes
/// @param shoppers who walk in, 0 to 8
/// @param duration from the first frame to the last, 10 s to 1 h
/// @param picks pieces taken from the shelves by all together; from three on, one of them is put
///   back
public record SessionPlan(long seed, int shoppers, Duration duration, int picks) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    /// @throws IllegalArgumentException where the numbers don't fit one another
    public SessionPlan {
        if (shoppers < 0 || shoppers > 8) {
            throw new IllegalArgumentException("shoppers must be 0 to 8: " + shoppers);
        }
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a session lasts 10 s to 1 h: " + duration);
        }
        if (picks < 0 || (shoppers == 0 && picks > 0)) {
            throw new IllegalArgumentException(picks + " picks by " + shoppers + " shoppers");
        }
        double deeds = picks + (picks >= 3 ? 1 : 0);
        if (deeds * 1.6 > duration.toMillis() / 1e3 - 8) {
            throw new IllegalArgumentException(
                    picks + " picks don't fit into " + duration + ": each takes 1.6 s");
        }
    }

    /// Two shoppers, six picks and one return in half a minute.
    public static SessionPlan usual(long seed) {
        return new SessionPlan(seed, 2, Duration.ofSeconds(30), 6);
    }

    /// An empty store.
    public static SessionPlan nobody(long seed) {
        return new SessionPlan(seed, 0, Duration.ofSeconds(12), 0);
    }

    /// One shopper who takes nothing.
    public static SessionPlan emptyHanded(long seed) {
        return new SessionPlan(seed, 1, Duration.ofSeconds(15), 0);
    }

    double seconds() {
        return duration.toMillis() / 1e3;
    }

    int deeds() {
        return picks + (picks >= 3 ? 1 : 0);
    }
}
