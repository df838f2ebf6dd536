package dev.aisle.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IngestFiguresTest {

    @Test
    void rateRatioAndCostFollowFromWhatWasCounted() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(figures().json()))
                .startsWith(
                        """
                        {"bareTellPerSecond":400000,"framesAcknowledgedPerSecond":3000,\
                        "messagesPerFrame":1.5,"ratio":0.0075,"storesInRealTime":1,\
                        "cpuPerStore":0.25,"latencyMs":{"p50":12.0,"p99":80.0},\
                        """);
    }

    private static IngestFigures figures() {
        return new IngestFigures(
                400_000,
                2,
                100,
                300_000,
                450_000,
                50,
                Optional.of(12.0),
                Optional.of(80.0),
                500,
                0,
                List.of(steady(), growing()),
                40,
                40,
                List.of(),
                2,
                List.of());
    }

    private static Delays steady() {
        var delays = new Delays();
        delays.add(2_500);
        return delays;
    }

    private static Delays growing() {
        var delays = new Delays();
        for (int i = 0; i < 9; i++) {
            delays.add(2_500 + 500 * i);
        }
        return delays;
    }
}
