package dev.aisle.runtime.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.Interaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A detector that keeps what it found and holds it to its promises: onsets and settled times rise,
/// and no onset lies before what was said to be the oldest.
final class RecordingDetector {

    private static final DeviceId SHELF = new DeviceId("row-1");

    private Detector detector;
    private final List<Interaction> found = new ArrayList<>();
    private final Map<EventTime, Integer> samples = new HashMap<>();
    private Optional<EventTime> promised = Optional.empty();

    RecordingDetector() {
        this(DetectorTest.SimulatedRow.PLATES);
    }

    RecordingDetector(int plates) {
        detector = Detector.start(SHELF, plates, DetectorSettings.STANDARD);
    }

    Detector detector() {
        return detector;
    }

    /// Forgets it and goes on with what its state says.
    void restart(int plates) {
        detector = Detector.restore(SHELF, plates, DetectorSettings.STANDARD, detector.state());
    }

    List<Interaction> found() {
        return found;
    }

    int sampleAt(EventTime at) {
        return samples.getOrDefault(at, -1);
    }

    void accept(long seq, EventTime at, float[] sample) {
        samples.put(at, (int) seq);
        keep(detector.accept(1, seq, at, sample, 0));
    }

    void gap(EventTime from, EventTime to) {
        keep(detector.gap(from, to));
    }

    void end(EventTime at) {
        keep(detector.end(at));
    }

    private void keep(Optional<Interaction> next) {
        next.ifPresent(interaction -> {
            promised.ifPresent(
                    oldest -> assertThat(interaction.onset()).isGreaterThanOrEqualTo(oldest));
            if (!found.isEmpty()) {
                assertThat(interaction.id()).isGreaterThan(found.getLast().id());
                assertThat(interaction.settled()).isGreaterThan(found.getLast().settled());
            }
            found.add(interaction);
        });
        promised = detector.openOnset();
    }
}
