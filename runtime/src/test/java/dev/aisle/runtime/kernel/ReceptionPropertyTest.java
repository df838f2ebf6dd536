package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever becomes of bundles and incarnations on the way, a device takes what was said.
class ReceptionPropertyTest {

    private static final DeviceId DEVICE = new DeviceId("shelf-1");
    private static final Horizon FAR = new Horizon(EventTime.BEGINNING, Duration.ofDays(1));
    private static final int RECORDS = 60;

    static LongStream seeds() {
        return Seeds.of(150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everySampleIsTakenOnceAndInOrder(long seed) {
        var random = Seeds.random(seed);
        var spool = spool(random, 1, 0);
        var expected = Reception.of(Recorder.EMPTY, spool.all(), FAR).device();

        assertThat(new Line(random, spool).run()).as("seed %d", seed).isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noTwoRewindsAreAskedForWhileNothingFollows(long seed) {
        var random = Seeds.random(seed);
        var spool = spool(random, 1, 0);
        var device = Recorder.EMPTY;
        var rewinds = new ArrayList<Integer>();
        for (int i = 0; i < 150; i++) {
            int from = random.nextInt(RECORDS);
            int to = from + 1 + random.nextInt(RECORDS - from);
            var reception = Reception.of(device, spool.bundle(from, to, 0), FAR);
            device = reception.device();
            reception.answers().forEach(_ -> rewinds.add(reception.device().taken().size()));
        }
        assertThat(rewinds).as("seed %d", seed).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bootsFollowEachOther(long seed) {
        var random = Seeds.random(seed);
        var old = spool(random, 1, 0);
        var young = spool(random, 2, 1_000_000);
        var device = Reception.of(Recorder.EMPTY, old.bundle(0, 20, 0), FAR).device();
        var expected = Reception.of(device, young.all(), FAR).device();
        for (int i = 0; i < RECORDS; i++) {
            device = Reception.of(device, young.bundle(i, i + 1, 0), FAR).device();
            device = Reception.of(device, some(random, old), FAR).device();
        }
        assertThat(device).as("seed %d", seed).isEqualTo(expected);
    }

    /// Marks and batches of up to five samples; a later boot begins with a gap.
    private static Spool spool(RandomGenerator random, long boot, long start) {
        var spool = new Spool(DEVICE, boot);
        long at = start + 100;
        if (boot > 1) {
            spool.gap(at);
        }
        while (spool.size() < RECORDS) {
            at += 1 + random.nextInt(100);
            int samples = 1 + random.nextInt(5);
            if (random.nextBoolean()) {
                spool.covered(at);
            } else {
                spool.weights(at, 2, samples, new float[samples]);
                at += 2L * (samples - 1);
            }
        }
        return spool;
    }

    private static Bundle some(RandomGenerator random, Spool spool) {
        int from = random.nextInt(RECORDS);
        return spool.bundle(from, from + 1 + random.nextInt(RECORDS - from), 0);
    }

    /// A line that loses, doubles and delays bundles, between a gateway that obeys rewinds and a
    /// device that now and then goes on from its journal.
    private static final class Line {

        private final RandomGenerator random;
        private final Spool spool;
        private final List<Bundle> underWay = new ArrayList<>();
        private Recorder device = Recorder.EMPTY;
        private Recorder journal = Recorder.EMPTY;
        private int cursor;

        private Line(RandomGenerator random, Spool spool) {
            this.random = random;
            this.spool = spool;
        }

        private Recorder run() {
            for (int step = 0; step < 400; step++) {
                switch (random.nextInt(20)) {
                    case 0, 1, 2, 3, 4, 5, 6 -> send();
                    case 7, 8, 9, 10, 11, 12 -> deliver();
                    case 13 -> underWay.add(some(random, spool));
                    case 14 -> lose();
                    case 15, 16 -> journal = device;
                    case 17 -> device = journal;
                    case 18 -> device = device.with(device.intake().impatient());
                    default -> cursor = random.nextInt(spool.size());
                }
            }
            receive(spool.all());
            return device;
        }

        private void send() {
            int to = Math.min(spool.size(), cursor + 1 + random.nextInt(6));
            if (cursor < to) {
                underWay.add(spool.bundle(cursor, to, 0));
                cursor = to;
            }
        }

        private void deliver() {
            if (!underWay.isEmpty()) {
                receive(underWay.remove(random.nextInt(underWay.size())));
            }
        }

        private void lose() {
            if (!underWay.isEmpty()) {
                underWay.removeLast();
            }
        }

        private void receive(Bundle bundle) {
            var reception = Reception.of(device, bundle, FAR);
            device = reception.device();
            for (var answer : reception.answers()) {
                if (answer instanceof Reception.Answer.Rewind(_, var to)) {
                    cursor = indexOf(to.orElse(0));
                }
            }
        }

        private int indexOf(long seq) {
            int index = 0;
            while (index + 1 < spool.size() && spool.get(index + 1).getSeq() <= seq) {
                index++;
            }
            return index;
        }
    }
}
