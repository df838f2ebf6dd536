package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.v1.Begin;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Covered;
import dev.aisle.protocols.device.v1.End;
import dev.aisle.protocols.device.v1.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.device.v1.PoseFrame;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.DeviceId;
import java.util.ArrayList;
import java.util.List;

/// What a gateway holds of one device in one boot, and the bundles that it makes of it. Times are
/// microseconds.
public final class Spool {

    private final DeviceId device;
    private final long boot;
    private final List<Record> records = new ArrayList<>();
    private long next;

    public Spool(DeviceId device, long boot) {
        this.device = device;
        this.boot = boot;
    }

    public Spool begin(long at) {
        return say(Record.newBuilder().setTimeUs(at).setBegin(Begin.getDefaultInstance()));
    }

    public Spool covered(long at) {
        return say(Record.newBuilder().setTimeUs(at).setCovered(Covered.getDefaultInstance()));
    }

    public Spool end(long at) {
        return say(Record.newBuilder().setTimeUs(at).setEnd(End.getDefaultInstance()));
    }

    /// From wherever the coverage stands.
    public Spool gap(long to) {
        return say(
                Record.newBuilder()
                        .setTimeUs(to)
                        .setGap(Gap.newBuilder().setReason(GapReason.GAP_REASON_LOST)));
    }

    public Spool gap(long from, long to) {
        return say(
                Record.newBuilder()
                        .setTimeUs(to)
                        .setGap(
                                Gap.newBuilder()
                                        .setFromUs(from)
                                        .setReason(GapReason.GAP_REASON_SILENT)));
    }

    public Spool pose(long at, Person... people) {
        return say(
                Record.newBuilder()
                        .setTimeUs(at)
                        .setPose(PoseFrame.newBuilder().addAllPeople(List.of(people))));
    }

    /// @param grams sample by sample, all plates of one after the other
    public Spool weights(long at, int stepUs, int samples, float... grams) {
        var batch = WeightBatch.newBuilder();
        for (float each : grams) {
            batch.addGrams(each);
        }
        for (int sample = 1; sample < samples; sample++) {
            batch.addStepUs(stepUs);
        }
        return say(Record.newBuilder().setTimeUs(at).setWeights(batch));
    }

    public Spool say(Record.Builder record) {
        var numbered = record.setSeq(next).build();
        records.add(numbered);
        next += numbered.hasWeights() ? numbered.getWeights().getStepUsCount() + 1 : 1;
        return this;
    }

    public int size() {
        return records.size();
    }

    public Record get(int index) {
        return records.get(index);
    }

    public Bundle all() {
        return bundle(0, size(), 0);
    }

    /// One record, of all that are held.
    public Bundle only(int index) {
        return bundle(index, index + 1, 0);
    }

    /// The records from one to before another.
    ///
    /// @param oldest the first that is still held
    public Bundle bundle(int from, int to, int oldest) {
        var bundle =
                Bundle.newBuilder()
                        .setDevice(device.value())
                        .setBoot(boot)
                        .setOldestHeldSeq(records.get(oldest).getSeq())
                        .addAllRecords(records.subList(from, to));
        if (from > 0) {
            bundle.setPreviousTimeUs(last(records.get(from - 1)));
        }
        return bundle.build();
    }

    private static long last(Record record) {
        return record.getTimeUs()
                + record.getWeights().getStepUsList().stream()
                        .mapToLong(Integer::toUnsignedLong)
                        .sum();
    }
}
