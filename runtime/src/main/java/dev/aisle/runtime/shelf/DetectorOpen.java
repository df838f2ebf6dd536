package dev.aisle.runtime.shelf;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shelf.PlateChange;
import java.util.ArrayList;
import java.util.Optional;

/// The interaction that a [Detector] has open.
final class DetectorOpen implements Detector.Phase {

    /// Samples right before the onset that count neither as before nor as after: 50 ms in which a
    /// hand's first touch is still below the noise.
    private static final int GUARD = 3;

    private final DeviceId shelf;
    private final long boot;
    private final long seq;
    private final long onset;
    private final double[] before;
    private final double[] noise;
    private final int[] missing;
    private long peak;
    private long unrest;
    private int length;
    private int calm;
    private boolean holed;
    private boolean jumped;

    private DetectorOpen(DeviceId shelf, long boot, long seq, long onset, int plates) {
        this.shelf = shelf;
        this.boot = boot;
        this.seq = seq;
        this.onset = onset;
        peak = onset;
        before = new double[plates];
        noise = new double[plates];
        missing = new int[plates];
    }

    /// Opens with the sample of this age.
    static DetectorOpen at(DeviceId shelf, long boot, DetectorRing ring, int age) {
        var open = new DetectorOpen(shelf, boot, ring.seq(age), ring.time(age), ring.plates);
        open.compareWith(ring, age + 1 + GUARD);
        open.length = age + 1;
        for (int each = age; each >= 0; each--) {
            for (int plate = 0; plate < ring.plates; plate++) {
                open.missing[plate] += ring.absent(each, plate) ? 1 : 0;
            }
        }
        return open;
    }

    /// Opens with the last sample before a hole.
    static DetectorOpen atHole(DeviceId shelf, long boot, DetectorRing ring) {
        var open = new DetectorOpen(shelf, boot, ring.seq(0), ring.time(0), ring.plates);
        open.compareWith(ring, 0);
        return open;
    }

    /// Opens with the newest sample, where this one was cut.
    ///
    /// @param said what was said of this one; where nothing was, its weights are compared on
    DetectorOpen next(DetectorRing ring, long newBoot, Optional<Interaction> said) {
        var next = new DetectorOpen(shelf, newBoot, ring.seq(0), ring.time(0), ring.plates);
        System.arraycopy(before, 0, next.before, 0, before.length);
        System.arraycopy(noise, 0, next.noise, 0, noise.length);
        said.ifPresent(interaction ->
                interaction
                        .plates()
                        .forEach(plate ->
                                next.before[plate.plate() - 1] =
                                        plate.after() * DetectorRing.PER_GRAM));
        return next;
    }

    private void compareWith(DetectorRing ring, int from) {
        int start = Math.min(from, ring.fill() - 1);
        int end = Math.min(start + ring.window, ring.fill());
        for (int plate = 0; plate < ring.plates; plate++) {
            before[plate] = ring.mean(plate, start, end);
            noise[plate] = ring.deviation(plate, start, end);
        }
    }

    /// Microseconds.
    long onset() {
        return onset;
    }

    boolean holed() {
        return holed;
    }

    /// Samples are missing from here on: what is seen after them stands for itself.
    void hole() {
        holed = true;
        jumped = true;
        length = 0;
        calm = 0;
    }

    /// A plate of which nothing was known is found at this weight.
    void level(int plate, int weight) {
        before[plate] = weight;
        noise[plate] = 0;
    }

    /// Takes the newest sample of the ring.
    void take(DetectorRing ring, boolean[] absent, boolean isCalm) {
        length++;
        calm = isCalm ? calm + 1 : 0;
        for (int plate = 0; plate < ring.plates; plate++) {
            missing[plate] += absent[plate] ? 1 : 0;
        }
        if (jumped) {
            jumped = false;
            rouse(jump(ring), ring.time(0));
        } else if (ring.fill() >= ring.window) {
            rouse(moved(ring), length > ring.run ? ring.time(ring.run) : onset);
        }
    }

    /// The means of two runs differ most when a change lies between them.
    private static long moved(DetectorRing ring) {
        long sum = 0;
        for (int plate = 0; plate < ring.plates; plate++) {
            sum += Math.abs(ring.moved(plate));
        }
        return sum;
    }

    private long jump(DetectorRing ring) {
        double sum = 0;
        for (int plate = 0; plate < ring.plates; plate++) {
            sum += Math.abs(ring.value(0, plate) - before[plate]);
        }
        return Math.round(sum) * ring.movedUnit();
    }

    private void rouse(long more, long at) {
        if (more > unrest) {
            unrest = more;
            peak = at;
        }
    }

    boolean isOver(int run) {
        return calm >= run;
    }

    /// What became of the row, by the mean of as many of the newest samples.
    Interaction close(DetectorRing ring, int samples, long at, boolean forced, int version) {
        int count = Math.min(Math.min(samples, length), ring.fill());
        var plates = new ArrayList<PlateChange>(before.length);
        for (int plate = 0; plate < before.length; plate++) {
            double after = count == 0 ? before[plate] : ring.mean(plate, 0, count);
            plates.add(
                    new PlateChange(
                            plate + 1,
                            before[plate] / DetectorRing.PER_GRAM,
                            after / DetectorRing.PER_GRAM,
                            noise[plate] / DetectorRing.PER_GRAM,
                            missing[plate]));
        }
        return new Interaction(
                new InteractionId(shelf, boot, seq),
                new EventTime(onset),
                new EventTime(peak),
                new EventTime(at),
                plates,
                forced,
                version);
    }

    void write(DetectorBytes bytes) {
        bytes.put(boot);
        bytes.put(seq);
        bytes.put(onset);
        bytes.put(peak);
        bytes.put(unrest);
        bytes.put(length);
        bytes.put(calm);
        bytes.put(holed);
        bytes.put(jumped);
        for (int plate = 0; plate < before.length; plate++) {
            bytes.put(before[plate]);
            bytes.put(noise[plate]);
            bytes.put(missing[plate]);
        }
    }

    static DetectorOpen read(DetectorBytes bytes, DeviceId shelf, int plates) {
        var open =
                new DetectorOpen(shelf, bytes.getLong(), bytes.getLong(), bytes.getLong(), plates);
        open.peak = bytes.getLong();
        open.unrest = bytes.getLong();
        open.length = bytes.getInt();
        open.calm = bytes.getInt();
        open.holed = bytes.getBoolean();
        open.jumped = bytes.getBoolean();
        for (int plate = 0; plate < plates; plate++) {
            open.before[plate] = bytes.getDouble();
            open.noise[plate] = bytes.getDouble();
            open.missing[plate] = bytes.getInt();
        }
        return open;
    }
}
