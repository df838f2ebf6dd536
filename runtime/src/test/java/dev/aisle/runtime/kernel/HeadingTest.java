package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadingTest {

    private static EventTime at(long micros) {
        return new EventTime(micros);
    }

    @Test
    void aBatchTakesANumberForEachSampleAndHandsItsLastTimeOn() {
        var spool =
                new Spool(new DeviceId("shelf-1"), 3)
                        .begin(100)
                        .weights(110, 5, 3, 1, 2, 3)
                        .covered(130);
        assertThat(Heading.of(spool.bundle(1, 3, 0)))
                .containsExactly(
                        new Heading(3, 1, 3, Optional.of(at(100)), at(110), at(120), 0),
                        new Heading(3, 4, 1, Optional.of(at(120)), at(130), at(130), 0));
    }

    @Test
    void nothingComesBeforeTheFirst() {
        var spool = new Spool(new DeviceId("door-1"), 1).begin(100);
        assertThat(Heading.of(spool.all()))
                .containsExactly(new Heading(1, 0, 1, Optional.empty(), at(100), at(100), 0));
    }

    @Test
    void stepsAreUnsigned() {
        var bundle =
                Bundle.newBuilder()
                        .addRecords(
                                Record.newBuilder()
                                        .setTimeUs(1)
                                        .setWeights(WeightBatch.newBuilder().addStepUs(-1)))
                        .build();
        assertThat(Heading.of(bundle))
                .containsExactly(new Heading(0, 0, 2, Optional.empty(), at(1), at(1L << 32), 0));
    }
}
