package dev.aisle.ops.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.StoreId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayedStoresTest {

    private static final long LAST_RUN = (1L << PlayedStores.RUN_BITS) - 1;

    @Test
    void recordingsWhoseNamesLookAlikeAreStoresOfTheirOwn() {
        var names =
                List.of(
                        "A_1",
                        "a-1",
                        "2026-11-24 north entrance, morning",
                        "2026-11-24 north entrance, evening");
        assertThat(PlayedStores.of(names, 46_655))
                .isEqualTo(
                        List.of(
                                new StoreId("autocheckout.a-1-zzz-1"),
                                new StoreId("autocheckout.a-1-zzz-2"),
                                new StoreId("autocheckout.2026-11-24-north-entranc-zzz-3"),
                                new StoreId("autocheckout.2026-11-24-north-entranc-zzz-4")));
    }

    @Test
    void runsOfTheSameRecordingAreStoresOfTheirOwn() {
        assertThat(PlayedStores.of(List.of("benchmark-1"), LAST_RUN))
                .doesNotContainAnyElementsOf(PlayedStores.of(List.of("benchmark-1"), LAST_RUN - 1));
    }

    @Test
    void theLongestNameInTheLargestRunIsStillAStoreId() {
        assertThat(
                        PlayedStores.of(
                                Collections.nCopies(100_000, "é".repeat(9) + "x".repeat(99)),
                                LAST_RUN))
                .doesNotHaveDuplicates();
    }
}
