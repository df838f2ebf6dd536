package dev.aisle.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleFiguresTest {

    @Test
    void aShopperWeighsWhatThoseAfterTheFirstFewHaveAdded() {
        assertThat(new IdleFigures(100, 50_000_000, 10_100, 80_000_000).json())
                .isEqualTo(
                        Map.of(
                                "shoppers", 10_100,
                                "heapBytes", 80_000_000L,
                                "bytesPerShopper", 3_000L));
    }
}
