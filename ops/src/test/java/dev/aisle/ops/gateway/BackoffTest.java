package dev.aisle.ops.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Random random = new Random(1);

    private final Backoff backoff =
            new Backoff(Duration.ofMillis(100), Duration.ofMillis(300), random);

    @Test
    void waitsDoubleUpToTheMostLessAtMostAHalf() {
        assertThat(List.of(backoff.next(), backoff.next(), backoff.next(), backoff.next()))
                .zipSatisfy(
                        List.of(100, 200, 300, 300),
                        (wait, full) ->
                                assertThat(wait)
                                        .isBetween(
                                                Duration.ofMillis(full / 2),
                                                Duration.ofMillis(full)));
    }

    @Test
    void afterASuccessItStartsOver() {
        backoff.next();
        backoff.next();
        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
    }
}
