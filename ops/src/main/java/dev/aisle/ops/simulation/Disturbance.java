package dev.aisle.ops.simulation;

import java.time.Duration;

/// What goes wrong in a run, all of it from one seed.
///
/// @param duplicates everything is delivered twice
/// @param jitter each device is up to so much late, now more, now less
/// @param reordering some messages overtake others
/// @param chunked the Attributor may take its steps at random moments only
/// @param crashes mean time from one crash of some entity, or cut of some stream, to the next;
///   zero: none
/// @param freezes mean time from one freeze of an Attributor or shelf that is replaced meanwhile to
///   the next; zero: none
/// @param mutant a mistake in the rules
public record Disturbance(
        long seed,
        boolean duplicates,
        Duration jitter,
        boolean reordering,
        boolean chunked,
        Duration crashes,
        Duration freezes,
        Mutant mutant) {

    /// Everything comes once, in order and soon.
    public static final Disturbance NONE =
            new Disturbance(
                    0,
                    false,
                    Duration.ZERO,
                    false,
                    false,
                    Duration.ZERO,
                    Duration.ZERO,
                    Mutant.NONE);

    /// Duplicates, jitter and reordering.
    public static Disturbance delivery(long seed) {
        return new Disturbance(
                seed,
                true,
                Duration.ofSeconds(10),
                true,
                false,
                Duration.ZERO,
                Duration.ZERO,
                Mutant.NONE);
    }

    /// Steps at random moments.
    public static Disturbance steps(long seed) {
        return new Disturbance(
                seed, false, Duration.ZERO, false, true, Duration.ZERO, Duration.ZERO, Mutant.NONE);
    }

    /// Crashes, and writers that wake after they were replaced.
    public static Disturbance crashes(long seed) {
        return new Disturbance(
                seed,
                false,
                Duration.ofSeconds(3),
                false,
                seed % 3 == 0,
                Duration.ofMillis(1_500),
                Duration.ofSeconds(4),
                Mutant.NONE);
    }

    /// The same with a mistake.
    public Disturbance with(Mutant mistake) {
        return new Disturbance(
                seed, duplicates, jitter, reordering, chunked, crashes, freezes, mistake);
    }

    boolean isNone() {
        return equals(NONE);
    }
}
