package dev.aisle.runtime.kernel;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;

/// Seeds of the property tests; `-Daisle.test.seed=N` runs one alone.
public final class Seeds {

    private Seeds() {}

    public static LongStream of(int count) {
        var one = Long.getLong("aisle.test.seed");
        return one != null ? LongStream.of(one) : LongStream.range(0, count);
    }

    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
