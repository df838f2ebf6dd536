package dev.aisle.runtime.ingress;

import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Device;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.kernel.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What can be said of a bundle without knowing what its device has taken: whether the blueprint
/// has the device, and whether numbers, times and shapes are possible at all.
///
/// @param devices of the store's blueprint, by id
/// @param boot of the stream's `Hello`: the store let this one in, and no other
public record Inspection(Map<String, Device> devices, long boot) {

    public Inspection {
        devices = Map.copyOf(devices);
    }

    /// @param seq of the record that is at fault
    public record Fault(long seq, Refusal refusal) {}

    /// What kind of device it is; unspecified where the blueprint has none of that name.
    public DeviceKind kind(String device) {
        return Optional.ofNullable(devices.get(device))
                .map(Device::getKind)
                .orElse(DeviceKind.DEVICE_KIND_UNSPECIFIED);
    }

    /// The first fault of a bundle.
    ///
    /// @param latest event times after this lie in the future
    public Optional<Fault> of(Bundle bundle, EventTime latest) {
        var device = devices.get(bundle.getDevice());
        long first = bundle.getRecordsCount() == 0 ? 0 : bundle.getRecords(0).getSeq();
        if (device == null) {
            return fault(
                    first,
                    RefusalCode.REFUSAL_CODE_UNKNOWN_DEVICE,
                    "the blueprint has no device '%s': publish one that has, or stop sending it",
                    bundle.getDevice());
        }
        if (bundle.getBoot() != boot) {
            return fault(
                    first,
                    RefusalCode.REFUSAL_CODE_INVALID,
                    "Hello named boot %d, and this is of boot %d: a stream has one boot",
                    boot,
                    bundle.getBoot());
        }
        long expected = first;
        for (var record : bundle.getRecordsList()) {
            var fault = of(record, device, expected, latest);
            if (fault.isPresent()) {
                return fault;
            }
            expected = record.getSeq() + count(record);
        }
        return Optional.empty();
    }

    private static Optional<Fault> of(
            Record record, Device device, long expected, EventTime latest) {
        if (record.getSeq() != expected || record.getSeq() < 0) {
            return fault(
                    record.getSeq(),
                    RefusalCode.REFUSAL_CODE_INVALID,
                    "a bundle's records follow each other: %d was to come here",
                    expected);
        }
        if (record.getTimeUs() <= 0 || record.getTimeUs() > latest.micros()) {
            return fault(
                    record.getSeq(),
                    RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                    "event time %d is before 1970 or in the future: set the device's clock,"
                            + " and send microseconds",
                    record.getTimeUs());
        }
        return record.hasWeights() ? weights(record, device) : Optional.empty();
    }

    private static Optional<Fault> weights(Record record, Device device) {
        var batch = record.getWeights();
        long floats = (long) device.getPlates() * count(record);
        if (device.getPlates() > 0 && batch.getGramsCount() != floats) {
            return fault(
                    record.getSeq(),
                    RefusalCode.REFUSAL_CODE_WRONG_SHAPE,
                    "%d floats for %d samples of %d plates",
                    batch.getGramsCount(),
                    count(record),
                    device.getPlates());
        }
        boolean rising = batch.getStepUsList().stream().allMatch(step -> step > 0);
        return rising
                ? Optional.empty()
                : fault(
                        record.getSeq(),
                        RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                        "each step between samples must be above 0 and below 2^31 µs");
    }

    static int count(Record record) {
        return record.hasWeights() ? record.getWeights().getStepUsCount() + 1 : 1;
    }

    private static Optional<Fault> fault(
            long seq, RefusalCode code, String explanation, Object... arguments) {
        return Optional.of(
                new Fault(
                        seq,
                        new Refusal(code, String.format(Locale.ROOT, explanation, arguments))));
    }
}
