package dev.aisle.runtime.kernel;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rules of a device that tells events now and then and is quiet in between: a door, a
/// terminal.
///
/// @param said it has said all there is up to here
/// @param ended that was its last word
/// @param reported said and passed on up to here
/// @param events said and not yet passed on
/// @param gaps named and not yet passed on
public record EventDevice<E>(
        DeviceId id,
        Kind<E> kind,
        Intake intake,
        EventTime said,
        boolean ended,
        EventTime reported,
        List<E> events,
        List<Gap> gaps)
        implements SoftDevice<EventDevice<E>> {

    /// What tells one kind of such devices from another.
    public interface Kind<E> {

        /// Why a record can't be one of this kind's events; empty also for marks.
        Optional<Refusal> refusal(Record record);

        /// Called for events that were not refused.
        E event(Record record);

        boolean tells(Record record);

        Report.Content content(List<E> events);
    }

    public EventDevice {
        events = List.copyOf(events);
        gaps = List.copyOf(gaps);
    }

    /// Has said nothing.
    public static <E> EventDevice<E> empty(DeviceId id, Kind<E> kind) {
        var never = EventTime.BEGINNING;
        return new EventDevice<>(id, kind, Intake.EMPTY, never, false, never, List.of(), List.of());
    }

    @Override
    public EventDevice<E> emptied() {
        return empty(id, kind).with(intake.emptied());
    }

    @Override
    public EventDevice<E> with(Intake next) {
        return new EventDevice<>(id, kind, next, said, ended, reported, events, gaps);
    }

    @Override
    public Optional<Refusal> refusal(Heading heading, Record record) {
        return kind.tells(record)
                ? kind.refusal(record)
                : switch (record.getContentCase()) {
                    case BEGIN, COVERED, END, GAP -> Marks.refusal(record);
                    case POSE, WEIGHTS, DOOR, TERMINAL, CONTENT_NOT_SET ->
                            Optional.of(
                                    Marks.wrongKind(record, "device " + id, "events of its kind"));
                };
    }

    @Override
    public EventDevice<E> restart(Heading heading) {
        var never = EventTime.BEGINNING;
        var from = heading.previous().orElse(never);
        var lost = Marks.before(from);
        return new EventDevice<>(id, kind, intake, from, false, never, List.of(), lost);
    }

    @Override
    public EventDevice<E> take(Heading heading, Record record, int skip) {
        var to = heading.last();
        boolean last = record.hasEnd();
        var moreEvents = new ArrayList<>(events);
        var moreGaps = new ArrayList<>(gaps);
        if (kind.tells(record)) {
            moreEvents.add(kind.event(record));
        } else if (record.hasGap()) {
            moreGaps.add(Marks.gap(record, said));
        }
        return new EventDevice<>(id, kind, intake, to, last, reported, moreEvents, moreGaps);
    }

    @Override
    public Optional<Report> report() {
        return said.isAfter(reported)
                ? Optional.of(tell(reported, gaps, events))
                : Optional.empty();
    }

    private Report.Word word() {
        return new Report.Word(intake.at(), ended);
    }

    private Report tell(EventTime from, List<Gap> lost, List<E> told) {
        return new Report(id, from, said, word(), lost, kind.content(told));
    }

    @Override
    public Report again() {
        return tell(said, List.of(), List.of());
    }

    @Override
    public EventDevice<E> passedOn() {
        return new EventDevice<>(id, kind, intake, said, ended, said, List.of(), List.of());
    }

    @Override
    public boolean hasPassed(EventTime from) {
        return intake.started() && said.isAfter(from);
    }
}
