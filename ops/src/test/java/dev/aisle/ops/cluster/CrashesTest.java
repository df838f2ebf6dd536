package dev.aisle.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CrashesTest {

    private static final RestartSettings SETTINGS =
            new RestartSettings(
                    4, Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(5));

    @Test
    void pausesDoubleUpToTheLongestUntilItIsTooOften() {
        assertThat(LongStream.rangeClosed(1, 5).mapToObj(CrashesTest::pauseAfter))
                .containsExactly(seconds(1), seconds(2), seconds(4), seconds(5), Optional.empty());
    }

    @Test
    void crashesOfLongAgoAreForgotten() {
        var before = Crashes.NONE.and(0, SETTINGS).and(1, SETTINGS);
        long later = SETTINGS.within().toNanos();
        assertThat(before.and(later, SETTINGS)).isEqualTo(new Crashes(List.of(1L, later)));
    }

    private static Optional<Duration> pauseAfter(long count) {
        var crashes = Crashes.NONE;
        for (long i = 0; i < count; i++) {
            crashes = crashes.and(i, SETTINGS);
        }
        return crashes.pause(SETTINGS);
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
