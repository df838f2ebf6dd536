package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.EventTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A device that notes what it takes. It refuses poses.
///
/// @param taken `boot:number` of each sample, after `|` where it began a new count
record Recorder(Intake intake, List<String> taken) implements Device<Recorder> {

    static final Recorder EMPTY = new Recorder(Intake.EMPTY, List.of());

    Recorder {
        taken = List.copyOf(taken);
    }

    @Override
    public Recorder with(Intake next) {
        return new Recorder(next, taken);
    }

    @Override
    public Optional<Refusal> refusal(Heading heading, Record record) {
        return record.hasPose()
                ? Optional.of(new Refusal(RefusalCode.REFUSAL_CODE_WRONG_KIND, "a pose"))
                : Marks.refusal(record);
    }

    @Override
    public Recorder restart(Heading heading) {
        return noting(
                List.of(
                        "|"
                                + heading.previous()
                                        .map(EventTime::micros)
                                        .map(String::valueOf)
                                        .orElse("")));
    }

    @Override
    public Recorder take(Heading heading, Record record, int skip) {
        var samples = new ArrayList<String>();
        for (int i = skip; i < heading.count(); i++) {
            samples.add(heading.boot() + ":" + (heading.seq() + i));
        }
        return noting(samples);
    }

    private Recorder noting(List<String> more) {
        var all = new ArrayList<>(taken);
        all.addAll(more);
        return new Recorder(intake, all);
    }
}
