package dev.aisle.runtime.shelf;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.DetectorState;
import dev.aisle.protocols.shelf.Interaction;
import java.util.Arrays;
import java.util.Optional;

/// Finds interactions in the weights of one row: a fold over its samples, and a mutable one, for it
/// runs 60 times a second.
///
/// An interaction **opens** when the mean of the recent half second of a plate (or of the row)
/// leaves the mean of the second that lies a second back, by more than the set change and by more
/// than half the deviation of the last second: shaking has a deviation and no change of mean. Its
/// onset is looked up in the samples that are still held, so it does not lag by the window: Page's
/// cumulative sums, restarted at zero, of what exceeds twice the noise to either side (a hand that
/// presses before it lifts) and of what exceeds half the shift to its side. It **settles** when the
/// means of two half seconds that follow each other have been alike on every plate for half a
/// second. Then each plate's means before the onset and after the last movement are compared; where
/// neither a plate nor the row has changed enough, somebody only touched the row, and nothing is
/// said of it.
///
/// A cell that is not a number (or beyond 100 kg) keeps the plate's last good weight and counts as
/// missing. A plate without a reading for two whole windows says nothing until its next one, and
/// begins anew at that weight.
///
/// Where samples will never come ([#gap]), the weights before and after are still compared: the
/// interaction that is open, or one that begins with the last sample before the hole, ends as usual
/// after it, marked as forced. A hole that makes it longer than the maximum length closes what is
/// open by what was seen before, and compares nothing.
///
/// At the maximum length the open interaction is closed by force, and where unrest goes on the next
/// one opens with the same sample, from the weights with which the first was closed.
///
/// Of one row there is at most one interaction at a time. Their onsets and their settled times rise
/// strictly.
public final class Detector {

    /// Of what it finds and of its state's bytes.
    public static final int VERSION = 1;

    private final DeviceId shelf;
    private final DetectorSettings settings;
    private final DetectorRing ring;
    private final DetectorSense sense;
    private final int plates;
    private final long maxLength;

    private final int[] held;
    private final boolean[] missing;
    private final int[] blind;
    private final boolean[] known;
    private boolean begun;
    private long boot;
    private long now;
    private Phase phase = Phase.QUIET;

    /// Whether an interaction is open.
    sealed interface Phase permits Quiet, DetectorOpen {
        Phase QUIET = new Quiet();
    }

    record Quiet() implements Phase {}

    private Detector(DeviceId shelf, int plates, DetectorSettings settings) {
        if (plates < 1) {
            throw new IllegalArgumentException(shelf + " has no plates");
        }
        this.shelf = shelf;
        this.settings = settings;
        this.plates = plates;
        ring = new DetectorRing(plates, settings);
        sense = new DetectorSense(ring, settings);
        maxLength = settings.maxLength().toNanos() / 1_000;
        held = new int[plates];
        missing = new boolean[plates];
        blind = new int[plates];
        known = new boolean[plates];
    }

    /// One that knows nothing of the row yet.
    ///
    /// @throws IllegalArgumentException without plates
    public static Detector start(DeviceId shelf, int plates, DetectorSettings settings) {
        return new Detector(shelf, plates, settings);
    }

    /// One that goes on where another stood: what it finds is the same to the byte.
    ///
    /// @throws IllegalArgumentException where the state is of another version, or of a row or
    ///   settings of another size
    public static Detector restore(
            DeviceId shelf, int plates, DetectorSettings settings, DetectorState state) {
        if (state.version() != VERSION) {
            throw new IllegalArgumentException(
                    shelf
                            + ": state is of detector version "
                            + state.version()
                            + ", not "
                            + VERSION);
        }
        var detector = new Detector(shelf, plates, settings);
        detector.read(DetectorBytes.reading(state.bytes()));
        return detector;
    }

    /// Takes the next sample: `grams[offset]` is plate 1's reading.
    ///
    /// @return what is over with this sample
    /// @throws IllegalArgumentException where time does not rise
    public Optional<Interaction> accept(
            long boot, long seq, EventTime at, float[] grams, int offset) {
        if (begun && at.micros() <= now) {
            throw new IllegalArgumentException(
                    shelf
                            + ": sample "
                            + seq
                            + " at "
                            + at
                            + " does not follow "
                            + new EventTime(now));
        }
        var interrupted =
                begun && boot != this.boot
                        ? gap(new EventTime(now), at)
                        : Optional.<Interaction>empty();
        begun = true;
        this.boot = boot;
        now = at.micros();
        weigh(grams, offset);
        ring.push(seq, now, held, missing);
        var found =
                switch (phase) {
                    case Quiet _ -> watch();
                    case DetectorOpen open -> follow(open);
                };
        return interrupted.isPresent() ? interrupted : found;
    }

    /// Nothing will ever come for (from, to].
    ///
    /// @return what it closes, settled at `to`
    public Optional<Interaction> gap(EventTime from, EventTime to) {
        if (!begun) {
            return Optional.empty();
        }
        if (phase instanceof Quiet && ring.fill() >= settings.run()) {
            phase = DetectorOpen.atHole(shelf, boot, ring);
        }
        var closed = Optional.<Interaction>empty();
        if (phase instanceof DetectorOpen open) {
            open.hole();
            if (to.micros() - open.onset() >= maxLength) {
                closed = closeByForce(open, Math.max(now, to.micros()));
            }
        }
        now = Math.max(now, to.micros());
        ring.keep(0);
        return closed;
    }

    /// The device has said its last word.
    ///
    /// @return what was open, settled at `at`
    public Optional<Interaction> end(EventTime at) {
        now = Math.max(now, at.micros());
        var closed =
                phase instanceof DetectorOpen open
                        ? closeByForce(open, now)
                        : Optional.<Interaction>empty();
        begun = false;
        ring.keep(0);
        return closed;
    }

    /// No interaction still to come has an onset before this: the onset of the open one, else the
    /// oldest sample that an onset could still be found at (1.5 s back at most). Absent where
    /// nothing is to come: before the first sample and after the end.
    public Optional<EventTime> openOnset() {
        if (!begun) {
            return Optional.empty();
        }
        return Optional.of(
                new EventTime(
                        switch (phase) {
                            case DetectorOpen open -> open.onset();
                            case Quiet _ when ring.fill() > settings.run() ->
                                    ring.time(sense.oldestOnset());
                            case Quiet _ -> now;
                        }));
    }

    /// Whether no interaction is open.
    public boolean isQuiet() {
        return phase instanceof Quiet;
    }

    private void weigh(float[] grams, int offset) {
        for (int plate = 0; plate < plates; plate++) {
            double weight = grams[offset + plate] * DetectorRing.PER_GRAM;
            boolean read = Math.abs(weight) <= DetectorRing.MOST;
            missing[plate] = !read;
            if (!read) {
                blind[plate] = Math.min(blind[plate] + 1, ring.capacity);
                continue;
            }
            held[plate] = Math.toIntExact(Math.round(weight));
            if (!known[plate] || blind[plate] == ring.capacity) {
                begin(plate);
            }
            blind[plate] = 0;
        }
    }

    /// A plate whose weight was not known has it from now on.
    private void begin(int plate) {
        known[plate] = true;
        ring.level(plate, held[plate]);
        if (phase instanceof DetectorOpen open) {
            open.level(plate, held[plate]);
        }
    }

    private Optional<Interaction> watch() {
        int onset = sense.onset();
        if (onset >= 0) {
            phase = DetectorOpen.at(shelf, boot, ring, onset);
        }
        return Optional.empty();
    }

    private Optional<Interaction> follow(DetectorOpen open) {
        open.take(ring, missing, sense.isCalm());
        if (open.isOver(settings.run())) {
            return over(open.close(ring, settings.window(), now, open.holed(), VERSION));
        }
        return now - open.onset() >= maxLength ? cut(open) : Optional.empty();
    }

    /// Closes by force what goes on, and opens what follows: no weight is lost between the two.
    private Optional<Interaction> cut(DetectorOpen open) {
        var found = over(open.close(ring, settings.window(), now, true, VERSION));
        phase = open.next(ring, boot, found);
        return found;
    }

    private Optional<Interaction> closeByForce(DetectorOpen open, long at) {
        return over(open.close(ring, settings.run(), at, true, VERSION));
    }

    private Optional<Interaction> over(Interaction interaction) {
        phase = Phase.QUIET;
        ring.keep(settings.window());
        return Optional.of(interaction).filter(this::hasChanged);
    }

    private boolean hasChanged(Interaction interaction) {
        return interaction.plates().stream()
                        .anyMatch(plate -> Math.abs(plate.change()) > settings.change())
                || Math.abs(interaction.change()) > settings.rowChange();
    }

    /// Everything that it knows between two samples.
    ///
    /// Bytes, integers and doubles as [DetectorBytes] spells them: plates, window and run; whether
    /// it has begun, boot and time of the last record; of each plate: known, last good weight,
    /// samples without a reading; the number of samples held, and of each, the oldest first: seq
    /// and time less those of the one before, and of each plate its weight less the one before,
    /// doubled, and one more where it was missing; whether an interaction is open, and that
    /// interaction.
    public DetectorState state() {
        var bytes = DetectorBytes.writing();
        bytes.put(plates);
        bytes.put(settings.window());
        bytes.put(settings.run());
        bytes.put(begun);
        bytes.put(boot);
        bytes.put(now);
        for (int plate = 0; plate < plates; plate++) {
            bytes.put(known[plate]);
            bytes.put(held[plate]);
            bytes.put(blind[plate]);
        }
        ring.write(bytes);
        switch (phase) {
            case Quiet _ -> bytes.put(false);
            case DetectorOpen open -> {
                bytes.put(true);
                open.write(bytes);
            }
        }
        return new DetectorState(VERSION, bytes.written());
    }

    private void read(DetectorBytes bytes) {
        int[] size = {bytes.getInt(), bytes.getInt(), bytes.getInt()};
        int[] expected = {plates, settings.window(), settings.run()};
        if (!Arrays.equals(size, expected)) {
            throw new IllegalArgumentException(
                    shelf
                            + ": state is of plates, window and run "
                            + Arrays.toString(size)
                            + ", not "
                            + Arrays.toString(expected));
        }
        begun = bytes.getBoolean();
        boot = bytes.getLong();
        now = bytes.getLong();
        for (int plate = 0; plate < plates; plate++) {
            known[plate] = bytes.getBoolean();
            held[plate] = bytes.getInt();
            blind[plate] = bytes.getInt();
        }
        ring.read(bytes);
        if (bytes.getBoolean()) {
            phase = DetectorOpen.read(bytes, shelf, plates);
        }
    }
}
