package dev.aisle.runtime.camera;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.PoseFrame;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.kernel.Heading;
import dev.aisle.runtime.kernel.Intake;
import dev.aisle.runtime.kernel.Marks;
import dev.aisle.runtime.kernel.Refusal;
import dev.aisle.runtime.kernel.SoftDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of one camera (rule 3). What it says of an instant T of its grid is a function of its
/// frames in (T − window, T] alone, and it says it once it holds them all; so a camera that starts
/// empty says the same again.
///
/// @param heldFrom it holds every frame after this time
/// @param frames those of the window that show somebody, in order of time
/// @param said it has said all there is up to here
/// @param ended that was its last word
/// @param reported said and passed on up to here
/// @param sightings said and not yet passed on
/// @param gaps named and not yet passed on
public record Camera(
        DeviceId id,
        CameraSettings settings,
        Intake intake,
        EventTime heldFrom,
        List<Frame> frames,
        EventTime said,
        boolean ended,
        EventTime reported,
        List<Sighting> sightings,
        List<Gap> gaps)
        implements SoftDevice<Camera> {

    /// One picture with somebody in it.
    public record Frame(EventTime at, PoseFrame poses) {}

    public Camera {
        frames = List.copyOf(frames);
        sightings = List.copyOf(sightings);
        gaps = List.copyOf(gaps);
    }

    /// Holds nothing.
    public static Camera empty(DeviceId id, CameraSettings settings) {
        var never = EventTime.BEGINNING;
        return new Camera(
                id,
                settings,
                Intake.EMPTY,
                never,
                List.of(),
                never,
                false,
                never,
                List.of(),
                List.of());
    }

    @Override
    public Camera emptied() {
        return empty(id, settings).with(intake.emptied());
    }

    @Override
    public Camera with(Intake next) {
        return new Camera(
                id, settings, next, heldFrom, frames, said, ended, reported, sightings, gaps);
    }

    @Override
    public Optional<Refusal> refusal(Heading heading, Record record) {
        return switch (record.getContentCase()) {
            case POSE -> PoseShape.refusal(record);
            case BEGIN, COVERED, END, GAP -> Marks.refusal(record);
            case WEIGHTS, DOOR, TERMINAL, CONTENT_NOT_SET ->
                    Optional.of(Marks.wrongKind(record, "a camera", "pose frames"));
        };
    }

    @Override
    public Camera restart(Heading heading) {
        var never = EventTime.BEGINNING;
        var from = heading.previous().orElse(never);
        var first = from.plusMicros(settings.windowMicros());
        var said = from.equals(never) ? from : onGrid(first.plusMicros(-1));
        var lost = Marks.before(said);
        return new Camera(
                id, settings, intake, from, List.of(), said, false, never, List.of(), lost);
    }

    @Override
    public Camera take(Heading heading, Record record, int skip) {
        return ended == record.hasEnd()
                ? takeNext(heading, record)
                : resting(record.hasEnd()).takeNext(heading, record);
    }

    private Camera takeNext(Heading heading, Record record) {
        var at = heading.last();
        return switch (record.getContentCase()) {
            case POSE -> seeing(at, record.getPose()).saying(at, onGrid(at));
            case BEGIN, COVERED -> saying(at, onGrid(at));
            case GAP -> naming(Marks.gap(record, heading.previous().orElse(said))).saying(at, at);
            case END -> {
                var next = onGrid(at).plusMicros(settings.stepMicros());
                yield saying(next, next);
            }
            case WEIGHTS, DOOR, TERMINAL, CONTENT_NOT_SET ->
                    throw new IllegalStateException("was to be refused: " + record);
        };
    }

    private Camera resting(boolean now) {
        return new Camera(
                id, settings, intake, heldFrom, frames, said, now, reported, sightings, gaps);
    }

    private Camera seeing(EventTime at, PoseFrame poses) {
        if (poses.getPeopleCount() == 0) {
            return this;
        }
        var more = new ArrayList<>(frames);
        more.add(new Frame(at, poses));
        return new Camera(
                id, settings, intake, heldFrom, more, said, ended, reported, sightings, gaps);
    }

    private Camera naming(Gap gap) {
        var more = new ArrayList<>(gaps);
        more.add(gap);
        return new Camera(
                id, settings, intake, heldFrom, frames, said, ended, reported, sightings, more);
    }

    /// Says all instants of the grid up to `upTo`; only those soon after a frame have anything to
    /// say.
    private Camera saying(EventTime upTo, EventTime covered) {
        if (!covered.isAfter(said)) {
            return this;
        }
        var more = sightings;
        for (var frame : frames) {
            var instant = onGrid(frame.at().plusMicros(settings.stepMicros() - 1));
            boolean due = instant.isAfter(last(more)) && !instant.isAfter(upTo);
            if (due) {
                more = new ArrayList<>(more);
                more.add(Sightings.at(instant, frames, settings));
            }
        }
        return new Camera(
                id, settings, intake, heldFrom, within(upTo), covered, ended, reported, more, gaps);
    }

    private EventTime last(List<Sighting> told) {
        return told.isEmpty() ? said : EventTime.max(said, told.getLast().at());
    }

    private List<Frame> within(EventTime upTo) {
        var oldest = upTo.plusMicros(-settings.windowMicros());
        return frames.isEmpty() || frames.getFirst().at().isAfter(oldest)
                ? frames
                : frames.stream().filter(frame -> frame.at().isAfter(oldest)).toList();
    }

    private EventTime onGrid(EventTime at) {
        return new EventTime(
                Math.floorDiv(at.micros(), settings.stepMicros()) * settings.stepMicros());
    }

    @Override
    public Optional<Report> report() {
        return said.isAfter(reported)
                ? Optional.of(tell(reported, gaps, sightings))
                : Optional.empty();
    }

    private Report tell(EventTime from, List<Gap> lost, List<Sighting> told) {
        var word = new Report.Word(intake.at(), ended);
        return new Report(id, from, said, word, lost, new Report.Sightings(told));
    }

    @Override
    public Report again() {
        return tell(said, List.of(), List.of());
    }

    @Override
    public Camera passedOn() {
        return new Camera(
                id, settings, intake, heldFrom, frames, said, ended, said, List.of(), List.of());
    }

    @Override
    public boolean hasPassed(EventTime from) {
        return intake.started() && said.isAfter(from);
    }
}
