package dev.aisle.runtime.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Device;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.ingress.Inspection.Fault;
import dev.aisle.runtime.kernel.Refusal;
import dev.aisle.runtime.kernel.Spool;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InspectionTest {

    private static final DeviceId SHELF = new DeviceId("shelf-1");
    private static final DeviceId CAMERA = new DeviceId("camera-1");
    private static final EventTime LATEST = new EventTime(1_000);
    private static final Inspection INSPECTION =
            new Inspection(
                    Map.of(
                            "shelf-1", device(SHELF, DeviceKind.DEVICE_KIND_SHELF, 2),
                            "camera-1", device(CAMERA, DeviceKind.DEVICE_KIND_CAMERA, 0)),
                    1);

    private static Device device(DeviceId id, DeviceKind kind, int plates) {
        return Device.newBuilder().setId(id.value()).setKind(kind).setPlates(plates).build();
    }

    private static Spool shelf() {
        return new Spool(SHELF, 1).begin(100).weights(110, 5, 2, 1, 2, 3, 4).covered(120);
    }

    private static Bundle.Builder changed(int index, long seq, long at) {
        var bundle = shelf().all().toBuilder();
        bundle.getRecordsBuilder(index).setSeq(seq).setTimeUs(at);
        return bundle;
    }

    private static Bundle steps(Integer... steps) {
        var batch =
                WeightBatch.newBuilder()
                        .addAllStepUs(List.of(steps))
                        .addAllGrams(Collections.nCopies(2 * steps.length + 2, 1f));
        return new Spool(SHELF, 1).say(Record.newBuilder().setTimeUs(100).setWeights(batch)).all();
    }

    private static Fault fault(long seq, RefusalCode code, String explanation) {
        return new Fault(seq, new Refusal(code, explanation));
    }

    static Stream<Arguments> sound() {
        return Stream.of(
                arguments("a shelf's records", shelf().all()),
                arguments(
                        "none at all", Bundle.newBuilder().setDevice("shelf-1").setBoot(1).build()),
                arguments("the latest that can be", new Spool(CAMERA, 1).begin(1_000).all()),
                arguments(
                        "floats of whom the blueprint gives no plates",
                        new Spool(CAMERA, 1).weights(110, 5, 2, 1).all()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void findsNoFaultWith(String what, Bundle bundle) {
        assertThat(INSPECTION.of(bundle, LATEST)).as(what).isEmpty();
    }

    static Stream<Arguments> faulty() {
        var impossible =
                "event time %d is before 1970 or in the future: set the device's clock, and send"
                        + " microseconds";
        return Stream.of(
                arguments(
                        new Spool(new DeviceId("shelf-9"), 1).begin(100).covered(110).only(1),
                        fault(
                                1,
                                RefusalCode.REFUSAL_CODE_UNKNOWN_DEVICE,
                                "the blueprint has no device 'shelf-9': publish one that has, or"
                                        + " stop sending it")),
                arguments(
                        new Spool(SHELF, 0).begin(100).all(),
                        fault(
                                0,
                                RefusalCode.REFUSAL_CODE_INVALID,
                                "Hello named boot 1, and this is of boot 0: a stream has one boot")),
                arguments(
                        new Spool(SHELF, 2).begin(100).all(),
                        fault(
                                0,
                                RefusalCode.REFUSAL_CODE_INVALID,
                                "Hello named boot 1, and this is of boot 2: a stream has one boot")),
                arguments(
                        changed(2, 2, 120).build(),
                        fault(
                                2,
                                RefusalCode.REFUSAL_CODE_INVALID,
                                "a bundle's records follow each other: 3 was to come here")),
                arguments(
                        new Spool(SHELF, 1)
                                .begin(100).all().toBuilder()
                                        .setRecords(0, Record.newBuilder().setSeq(-1).setTimeUs(1))
                                        .build(),
                        fault(
                                -1,
                                RefusalCode.REFUSAL_CODE_INVALID,
                                "a bundle's records follow each other: -1 was to come here")),
                arguments(
                        changed(2, 3, 0).build(),
                        fault(
                                3,
                                RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                                String.format(impossible, 0))),
                arguments(
                        changed(2, 3, 1_001).build(),
                        fault(
                                3,
                                RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                                String.format(impossible, 1_001))),
                arguments(
                        new Spool(SHELF, 1).weights(110, 5, 2, 1, 2, 3).all(),
                        fault(
                                0,
                                RefusalCode.REFUSAL_CODE_WRONG_SHAPE,
                                "3 floats for 2 samples of 2 plates")),
                arguments(
                        steps(5, 0),
                        fault(
                                0,
                                RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                                "each step between samples must be above 0 and below 2^31 µs")),
                arguments(
                        steps(5, -1),
                        fault(
                                0,
                                RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                                "each step between samples must be above 0 and below 2^31 µs")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("faulty")
    void namesTheFirstFault(Bundle bundle, Fault fault) {
        assertThat(INSPECTION.of(bundle, LATEST)).contains(fault);
    }

    @Test
    void knowsWhatKindADeviceIs() {
        assertThat(List.of(INSPECTION.kind("camera-1"), INSPECTION.kind("nobody")))
                .containsExactly(DeviceKind.DEVICE_KIND_CAMERA, DeviceKind.DEVICE_KIND_UNSPECIFIED);
    }
}
