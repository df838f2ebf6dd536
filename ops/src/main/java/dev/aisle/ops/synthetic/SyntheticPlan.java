package dev.aisle.ops.synthetic;

import java.time.Duration;

/// What a synthetic store is, and how much shall happen in it.
///
/// @param seed the same seed and plan give the same store, the same people and the same bytes
/// @param duration from the first word of its devices to the last, 20 s to 4 h
/// @param crowd who comes
/// @param size what stands there
public record SyntheticPlan(long seed, Duration duration, Crowd crowd, Size size) {

    private static final Duration SHORTEST = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofHours(4);

    /// Seconds that a visit takes beside what is done at shelves: ways in and out, and paying.
    private static final double AROUND = 14;

    /// Seconds from one act of a shopper to the next, their pause aside.
    private static final double ACT = 4.2;

    /// Shoppers at a time in a busy store: 20, and a third more, for what is not fitted in makes
    /// stays so much shorter.
    private static final int BUSY = 27;

    private static final Duration SHORTEST_BUSY = Duration.ofMinutes(3);

    /// Nobody comes later than so many seconds before the end, less a whole stay.
    private static final double MARGIN = 5;

    /// @param shoppers who come in, 0 to 2,000
    /// @param takes reaches for something by each of them, on the average, 0 to 30
    /// @param pause that each makes between two acts, on the average, 0 to 60 s
    /// @param alone percent of them who keep away from others while they act, 0 to 100; of the
    ///   others half come in pairs, and half go where others are
    public record Crowd(int shoppers, int takes, Duration pause, int alone) {
        public Crowd {
            within("percent alone", alone, 0, 100);
            within("shoppers", shoppers, 0, 2_000);
            within("takes", takes, 0, 30);
            within("seconds of pause", pause.toSeconds(), 0, 60);
        }
    }

    /// @param cameras 1 to 200
    /// @param gondolas 1 to 5
    /// @param rows of each gondola, 1 to 6
    /// @param plates of each row, 2 to 12
    public record Size(int cameras, int gondolas, int rows, int plates) {
        public Size {
            within("cameras", cameras, 1, 200);
            within("gondolas", gondolas, 1, 5);
            within("rows of a gondola", rows, 1, 6);
            within("plates of a row", plates, 2, 12);
        }
    }

    /// @throws IllegalArgumentException where the numbers don't fit one another
    public SyntheticPlan {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a synthetic store runs 20 s to 4 h: " + duration);
        }
        if (crowd.shoppers() > 0 && seconds(duration) < stay(crowd) + MARGIN + 1) {
            throw new IllegalArgumentException(
                    "a visit takes about "
                            + Math.round(stay(crowd))
                            + " s and does not fit into "
                            + duration.toSeconds()
                            + " s: let it run longer, or fewer things be taken");
        }
    }

    /// A store like Flunch Faim in Lille for two minutes: 45 m², 100 cameras, 5 gondolas of 6 rows
    /// of 12 plates, and 28 shoppers.
    public static SyntheticPlan faim(long seed) {
        return new SyntheticPlan(
                seed,
                Duration.ofMinutes(2),
                new Crowd(28, 4, Duration.ZERO, 60),
                new Size(100, 5, 6, 12));
    }

    /// The same store for a load: once the first have gone and until the last have come, about 20
    /// shoppers at a time with some five acts a minute each.
    ///
    /// @throws IllegalArgumentException below 3 min, or above what a plan allows
    public static SyntheticPlan busy(long seed, Duration duration) {
        if (duration.compareTo(SHORTEST_BUSY) < 0) {
            throw new IllegalArgumentException("a busy store runs 3 min or longer: " + duration);
        }
        var crowd = new Crowd(0, 8, Duration.ofSeconds(3), 10);
        double coming = seconds(duration) - stay(crowd) - MARGIN;
        int shoppers = (int) Math.round(BUSY * coming / stay(crowd));
        return new SyntheticPlan(
                seed,
                duration,
                new Crowd(shoppers, crowd.takes(), crowd.pause(), crowd.alone()),
                new Size(100, 5, 6, 12));
    }

    /// A corner shop for tests: four cameras, one gondola of three rows of six plates, and three
    /// shoppers in three quarters of a minute.
    public static SyntheticPlan small(long seed) {
        return new SyntheticPlan(
                seed,
                Duration.ofSeconds(45),
                new Crowd(3, 2, Duration.ZERO, 60),
                new Size(4, 1, 3, 6));
    }

    public SyntheticPlan withSeed(long other) {
        return new SyntheticPlan(other, duration, crowd, size);
    }

    double seconds() {
        return seconds(duration);
    }

    /// Seconds that a visit takes, on the average.
    double stay() {
        return stay(crowd);
    }

    /// Nobody comes later, seconds from the beginning.
    double lastArrival() {
        return seconds() - stay() - MARGIN;
    }

    private static double stay(Crowd crowd) {
        double pause = seconds(crowd.pause());
        return AROUND + crowd.takes() * 1.15 * (ACT + pause);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static void within(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    what + " must be " + least + " to " + most + ": " + value);
        }
    }
}
