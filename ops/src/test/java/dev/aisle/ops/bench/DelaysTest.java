package dev.aisle.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {

    @Test
    void aStoreWhoseDelayStaysIsSteady() {
        assertThat(of(2_500, 2_700, 2_600, 2_500, 2_650, 2_600).isSteady()).isTrue();
    }

    @Test
    void aStoreWhoseDelayGrowsIsNotSteady() {
        assertThat(of(2_500, 2_600, 2_800, 3_000, 3_200, 3_400).isSteady()).isFalse();
    }

    @Test
    void oneMomentOfDelayIsNoGrowth() {
        assertThat(of(2_500, 2_600, 2_500, 2_500, 2_600, 2_500, 2_500, 9_000, 2_500).isSteady())
                .isTrue();
    }

    @Test
    void aStoreThatWasNeverSeenIsNotSteady() {
        assertThat(new Delays().isSteady()).isFalse();
    }

    private static Delays of(double... millis) {
        var delays = new Delays();
        for (double each : millis) {
            delays.add(each);
        }
        return delays;
    }
}
