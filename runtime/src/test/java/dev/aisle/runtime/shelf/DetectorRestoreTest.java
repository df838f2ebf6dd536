package dev.aisle.runtime.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.shelf.DetectorState;
import dev.aisle.protocols.shelf.Interaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectorRestoreTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /// What a run found, and where its detector stood at the end.
    private record Outcome(List<Interaction> found, DetectorState state) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsRestoredGoesOnAsIfNothingHadBeenCut(long seed) {
        var unbroken = run(seed, 0);
        assertThat(run(seed, 0.02)).as("seed %d", seed).isEqualTo(unbroken);
        assertThat(unbroken.found()).as("seed %d", seed).isNotEmpty();
    }

    /// The bytes of version 1 are in journals, and what it finds in decisions: neither may change.
    @Test
    void findsAndSpellsWhatVersionOneAlwaysDid() {
        var outcome = run(1, 0);
        assertThat(checksum(outcome.state().bytes())).isEqualTo(4_048_586_329L);
        assertThat(checksum(outcome.found().toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(3_655_899_338L);
    }

    private static long checksum(byte[] bytes) {
        var checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    /// A shopping day in a minute; `cuts` is the chance that the detector is restarted between two
    /// steps of one to seven samples.
    private static Outcome run(long seed, double cuts) {
        var recording = new RecordingDetector();
        var row = new DetectorTest.SimulatedRow(seed, recording);
        var course = new Random(seed);
        var knife = new Random(~seed);
        for (int step = 0; step < 600; step++) {
            happen(course, row);
            row.run(1 + course.nextInt(7));
            if (knife.nextDouble() < cuts) {
                recording.restart(DetectorTest.SimulatedRow.PLATES);
            }
        }
        var state = recording.detector().state();
        row.end();
        return new Outcome(new ArrayList<>(recording.found()), state);
    }

    private static void happen(Random course, DetectorTest.SimulatedRow row) {
        int plate = 1 + course.nextInt(DetectorTest.SimulatedRow.PLATES);
        switch (course.nextInt(60)) {
            case 0, 1 -> row.put(plate, -(20 + course.nextInt(500)));
            case 2 -> row.put(plate, 20 + course.nextInt(500));
            case 3 -> row.lose(plate, course.nextInt(200));
            case 4 -> row.shake(course.nextInt(2) * 20);
            case 5 -> row.hole(course.nextInt(10) * 8_000_000L + 1);
            case 6 -> row.lean(plate, 100, 40, course.nextInt(400));
            case 7 -> row.run(150);
            default -> {}
        }
    }
}
