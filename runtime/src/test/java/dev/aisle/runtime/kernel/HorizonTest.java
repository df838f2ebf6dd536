package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HorizonTest {

    private static final Duration REACH = Duration.ofNanos(30_000);

    /// In microseconds, with a reach of 30.
    @ParameterizedTest(name = "frontier {0}, device at {1}, record of {2}: {3}")
    @CsvSource({
        "100, 110, 130, true",
        "100, 110, 131, false",
        "100, 100, 500, true",
        "100, 90, 500, true",
        "100, 101, 131, false"
    })
    void isNotPassedExceptByWhomTheStoreWaitsFor(
            long frontier, long device, long record, boolean allowed) {
        var horizon = new Horizon(new EventTime(frontier), REACH);
        assertThat(horizon.allows(Intake.after(1, 5, new EventTime(device)), of(record)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"1", "1000000"})
    void holdsNobodyBackWhileTheFrontierIsUnknown(long record) {
        var horizon = new Horizon(EventTime.BEGINNING, REACH);
        assertThat(horizon.allows(Intake.after(1, 5, new EventTime(0)), of(record))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1", "1000000"})
    void holdsNobodyBackWhoBegins(long record) {
        var horizon = new Horizon(new EventTime(100), REACH);
        assertThat(horizon.allows(Intake.EMPTY, of(record))).isTrue();
    }

    private static Heading of(long at) {
        var time = new EventTime(at);
        return new Heading(1, 5, 1, Optional.empty(), time, time, 0);
    }
}
