package dev.aisle.ops.gateway;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Chance, time and network.
///
/// @param nanoTime does not go back
/// @param clock the wall's, by which live devices are named silent
public record Surroundings(
        Channels channels, RandomGenerator random, LongSupplier nanoTime, InstantSource clock) {

    /// The real ones, without encryption.
    public static Surroundings real() {
        return new Surroundings(
                Channels.plaintext(),
                RandomGenerator.getDefault(),
                System::nanoTime,
                InstantSource.system());
    }
}
