package dev.aisle.runtime.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.Interaction;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsAPickWithItsOnsetPeakAndWeightThroughHandPressureAndMissingReadings(long seed) {
        var row = new SimulatedRow(seed);
        row.run(300);
        int pressed = row.samples();
        row.press(7, 50, 12);
        int lifted = row.samples();
        row.put(7, -622);
        row.lose(7, 5);
        row.run(300);

        var found = row.only();
        assertThat(found.plates().get(6).change()).as("seed %d", seed).isCloseTo(-622, within(2.0));
        assertThat(found.plates().get(6).noise()).as("seed %d", seed).isBetween(0.3, 2.0);
        assertThat(found.plates().get(6).missing()).as("seed %d", seed).isEqualTo(5);
        assertThat(others(found, 7)).as("seed %d", seed).allMatch(change -> Math.abs(change) < 1.5);
        assertThat(row.sampleAt(found.onset()))
                .as("seed %d", seed)
                .isBetween(pressed - 1, pressed + 3);
        assertThat(row.sampleAt(found.peak()))
                .as("seed %d", seed)
                .isBetween(lifted - 3, lifted + 6);
        assertThat(row.sampleAt(found.settled()))
                .as("seed %d", seed)
                .isBetween(lifted + 58, lifted + 95);
        assertThat(found.forced()).as("seed %d", seed).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void findsALightReturn(long seed) {
        var row = new SimulatedRow(seed);
        row.run(200);
        int put = row.samples();
        row.put(3, 15);
        row.run(200);

        var found = row.only();
        assertThat(found.plates().get(2).change()).as("seed %d", seed).isCloseTo(15, within(1.0));
        assertThat(row.sampleAt(found.onset())).as("seed %d", seed).isBetween(put - 3, put + 3);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void tellsPicksTwoSecondsApartFromEachOther(long seed) {
        var row = new SimulatedRow(seed);
        row.run(200);
        row.put(2, -150);
        row.run(120);
        row.put(9, -330);
        row.run(120);
        row.put(2, -150);
        row.run(200);

        assertThat(row.found()).as("seed %d", seed).hasSize(3);
        assertThat(row.found().get(0).plates().get(1).change()).isCloseTo(-150, within(1.0));
        assertThat(row.found().get(1).plates().get(8).change()).isCloseTo(-330, within(1.0));
        assertThat(row.found().get(2).plates().get(1).change()).isCloseTo(-150, within(1.0));
    }

    @Test
    void reportsPicksInOneBreathAsOneInteractionWithBothPlates() {
        var row = new SimulatedRow(31);
        row.run(200);
        row.put(2, -150);
        row.run(30);
        row.put(9, -330);
        row.run(200);

        var found = row.only();
        assertThat(found.plates().get(1).change()).isCloseTo(-150, within(1.0));
        assertThat(found.plates().get(8).change()).isCloseTo(-330, within(1.0));
    }

    @Test
    void keepsTwoOpposingChangesWhoseSumIsZero() {
        var row = new SimulatedRow(32);
        row.run(200);
        row.put(2, -150);
        row.put(9, 150);
        row.run(200);

        var found = row.only();
        assertThat(found.change()).isCloseTo(0, within(2.0));
        assertThat(found.plates().get(1).change()).isCloseTo(-150, within(1.0));
        assertThat(found.plates().get(8).change()).isCloseTo(150, within(1.0));
    }

    @Test
    void keepsAChangeThatOnlyTheWholeRowFeels() {
        var row = new SimulatedRow(33);
        row.run(200);
        row.put(4, -9);
        row.put(5, -9);
        row.put(6, -9);
        row.run(200);

        assertThat(row.only().change()).isCloseTo(-27, within(3.0));
    }

    @Test
    void saysNothingOfWhatIsTakenAndPutBackAtOnce() {
        var row = new SimulatedRow(34);
        row.run(200);
        row.put(4, -400);
        row.run(40);
        row.put(4, 400);
        row.run(200);

        assertThat(row.found()).isEmpty();
    }

    @Test
    void saysNothingOfAHandThatLeansAndLeaves() {
        var row = new SimulatedRow(35);
        row.run(200);
        row.lean(4, 400, 30, 600);
        row.run(200);

        assertThat(row.found()).isEmpty();
    }

    @Test
    void closesWhatLastsAMinuteByForce() {
        var row = new SimulatedRow(36);
        row.run(200);
        row.lean(4, 300, 80, 65 * 60);
        row.run(200);

        var found = row.found().getFirst();
        assertThat(found.forced()).isTrue();
        assertThat(found.settled().micros() - found.onset().micros())
                .isBetween(60_000_000L, 60_017_000L);
        assertThat(row.found().stream().mapToDouble(Interaction::change).sum())
                .isCloseTo(0, within(5.0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {41, 42, 43, 44})
    void saysNothingOfDriftShakingSpikesAndStuckPlates(long seed) {
        var row = new SimulatedRow(seed);
        row.stick(10, 6067.5f);
        row.drift(3, 2.0 / 60);
        row.run(1_000);
        row.shake(35);
        row.run(1_000);
        row.shake(0);
        row.spike(5, 5_000);
        row.run(1_000);

        assertThat(row.found()).as("seed %d", seed).isEmpty();
    }

    @Test
    void findsAPickWhileTheGondolaShakes() {
        var row = new SimulatedRow(45);
        row.run(200);
        row.shake(25);
        row.run(200);
        row.put(6, -80);
        row.run(300);

        assertThat(row.only().plates().get(5).change()).isCloseTo(-80, within(6.0));
    }

    @Test
    void comparesWeightsAcrossAHoleAndSaysSo() {
        var row = new SimulatedRow(51);
        row.run(200);
        var last = row.now();
        row.hole(5_000_000);
        row.put(8, -250);
        row.run(200);

        var found = row.only();
        assertThat(found.onset()).isEqualTo(last);
        assertThat(found.forced()).isTrue();
        assertThat(found.plates().get(7).change()).isCloseTo(-250, within(1.0));
    }

    @Test
    void comparesNothingAcrossAHoleOfMoreThanAMinute() {
        var row = new SimulatedRow(52);
        row.run(200);
        row.hole(61_000_000);
        row.put(8, -250);
        row.run(200);

        assertThat(row.found()).isEmpty();
    }

    @Test
    void saysNothingOfAHoleInWhichNothingHappened() {
        var row = new SimulatedRow(53);
        row.run(200);
        row.hole(5_000_000);
        row.run(200);

        assertThat(row.found()).isEmpty();
    }

    @Test
    void closesWhatIsOpenWhenTheDeviceHasSaidItsLastWord() {
        var row = new SimulatedRow(54);
        row.run(200);
        row.put(8, -250);
        row.run(31);
        row.end();

        assertThat(row.only().forced()).isTrue();
        assertThat(row.only().plates().get(7).change()).isCloseTo(-250, within(2.0));
        assertThat(row.openOnset()).isEmpty();
    }

    @Test
    void saysNothingOfAPlateThatReturnsAfterALongSilence() {
        var row = new SimulatedRow(55);
        row.run(200);
        row.lose(8, 500);
        row.run(400);
        row.put(8, -250);
        row.run(400);

        assertThat(row.found()).isEmpty();
    }

    @Test
    void beginsAPickAtTheShortSilenceInWhichItHappened() {
        var row = new SimulatedRow(56);
        row.run(200);
        int silent = row.samples();
        row.lose(8, 40);
        row.run(10);
        row.put(8, -250);
        row.run(300);

        assertThat(row.sampleAt(row.only().onset())).isBetween(silent, silent + 2);
        assertThat(row.only().plates().get(7).missing()).isEqualTo(40);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            floats = {
                Float.NaN,
                Float.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                Float.MAX_VALUE,
                -1e6f
            })
    void takesNonsenseForAMissingReading(float nonsense) {
        var row = new SimulatedRow(57);
        row.run(200);
        row.put(8, -250);
        row.garble(8, nonsense, 3);
        row.run(300);

        assertThat(row.only().plates().get(7).change()).isCloseTo(-250, within(1.0));
        assertThat(row.only().plates().get(7).missing()).isEqualTo(3);
    }

    private static List<Double> others(Interaction found, int plate) {
        return found.plates().stream()
                .filter(each -> each.plate() != plate)
                .map(each -> each.change())
                .toList();
    }

    /// Twelve plates at 60 Hz with the noise of the recorded store: 0.5 to 1.4 g a plate.
    static final class SimulatedRow {

        static final int PLATES = 12;

        private final Random random;
        private final double[] weights = new double[PLATES];
        private final double[] noise = new double[PLATES];
        private final double[] drift = new double[PLATES];
        private final double[] phase = new double[PLATES];
        private final int[] lost = new int[PLATES];
        private float nonsense = Float.NaN;
        private final boolean[] stuck = new boolean[PLATES];
        private final float[] sample = new float[PLATES];
        private final RecordingDetector detector;
        private double shake;
        private long seq;
        private long time = 1_000_000_000L;

        SimulatedRow(long seed) {
            this(seed, new RecordingDetector());
        }

        SimulatedRow(long seed, RecordingDetector detector) {
            this.detector = detector;
            random = new Random(seed);
            for (int plate = 0; plate < PLATES; plate++) {
                weights[plate] = 500 + random.nextInt(5_000);
                noise[plate] = 0.5 + 0.9 * random.nextDouble();
                phase[plate] = random.nextDouble() * 6.28;
            }
        }

        int samples() {
            return (int) seq;
        }

        EventTime now() {
            return new EventTime(time);
        }

        int sampleAt(EventTime at) {
            return detector.sampleAt(at);
        }

        List<Interaction> found() {
            return detector.found();
        }

        java.util.Optional<EventTime> openOnset() {
            return detector.detector().openOnset();
        }

        Interaction only() {
            assertThat(found()).hasSize(1);
            return found().getFirst();
        }

        void put(int plate, double grams) {
            weights[plate - 1] += grams;
        }

        void stick(int plate, float grams) {
            weights[plate - 1] = grams;
            stuck[plate - 1] = true;
        }

        void drift(int plate, double gramsASample) {
            drift[plate - 1] = gramsASample;
        }

        void shake(double amplitude) {
            shake = amplitude;
        }

        void lose(int plate, int samples) {
            lost[plate - 1] = samples;
        }

        void garble(int plate, float reading, int samples) {
            nonsense = reading;
            lose(plate, samples);
        }

        void press(int plate, double grams, int samples) {
            put(plate, grams);
            run(samples);
            put(plate, -grams);
        }

        /// A hand that rests and is not still: its weight swings slowly.
        void lean(int plate, double grams, double swing, int samples) {
            double on = 0;
            for (int i = 0; i < samples; i++) {
                double next = grams + swing * StrictMath.sin(i * 2 * Math.PI / 45);
                put(plate, next - on);
                on = next;
                run(1);
            }
            put(plate, -on);
        }

        void spike(int plate, double grams) {
            put(plate, grams);
            run(1);
            put(plate, -grams);
        }

        void hole(long micros) {
            detector.gap(now(), new EventTime(time + micros));
            time += micros;
        }

        void end() {
            time += 16_667;
            detector.end(now());
        }

        void run(int samples) {
            for (int i = 0; i < samples; i++) {
                time += i % 3 == 0 ? 16_666 : 16_667;
                for (int plate = 0; plate < PLATES; plate++) {
                    sample[plate] = reading(plate);
                }
                detector.accept(seq++, now(), sample);
            }
        }

        private float reading(int plate) {
            weights[plate] += drift[plate];
            double shaking = shake * StrictMath.sin(seq * 0.7 + phase[plate]);
            double felt = weights[plate] + noise[plate] * random.nextGaussian() + shaking;
            if (lost[plate] > 0) {
                lost[plate]--;
                return nonsense;
            }
            return (float) (stuck[plate] ? weights[plate] : felt);
        }
    }
}
