package dev.aisle.runtime.shopper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.runtime.kernel.Seeds;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CassandraReceiptsTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aReceiptReadsBackAsItWasWritten(long seed) {
        var random = Seeds.random(seed);
        var receipt =
                new ShopperWorld(random, Visits.any(random), 0, false)
                        .run()
                        .recorded()
                        .orElseThrow()
                        .receipt();

        assertThat(CassandraReceipts.receipt(CassandraReceipts.json(receipt)))
                .as("seed %d", seed)
                .isEqualTo(receipt);
    }

    static LongStream seeds() {
        return Seeds.of(20);
    }
}
