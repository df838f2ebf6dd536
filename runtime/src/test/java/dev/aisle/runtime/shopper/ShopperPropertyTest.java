package dev.aisle.runtime.shopper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.runtime.kernel.Seeds;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A visit in a world that fails ends as in one that does not.
class ShopperPropertyTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameReceiptAndOneChargeWhateverHappens(long seed) {
        var random = Seeds.random(seed);
        var changes = Visits.any(random);
        int declines = random.nextInt(ShopperWorld.MAX_ATTEMPTS + 1);

        var calm = new ShopperWorld(Seeds.random(seed), changes, declines, false).run();
        var storm = new ShopperWorld(random, changes, declines, true).run();

        assertThat(storm).as("seed %d, %d declines", seed, declines).isEqualTo(calm);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aVisitThatIsPaidHasOneBookingOfItsTotal(long seed) {
        var random = Seeds.random(seed);
        var storm =
                new ShopperWorld(
                                random,
                                Visits.any(random),
                                random.nextInt(ShopperWorld.MAX_ATTEMPTS + 1),
                                true)
                        .run();

        assertThat(storm.booked().values())
                .as("seed %d", seed)
                .containsExactlyElementsOf(storm.shopper().view().charged().stream().toList());
    }

    static LongStream seeds() {
        return Seeds.of(500);
    }
}
