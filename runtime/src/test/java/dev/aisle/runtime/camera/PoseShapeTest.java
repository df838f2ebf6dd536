package dev.aisle.runtime.camera;

import static dev.aisle.runtime.camera.People.evidence;
import static dev.aisle.runtime.camera.People.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.runtime.kernel.Refusal;
import dev.aisle.runtime.kernel.Spool;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoseShapeTest {

    private static Record frame(Person... people) {
        return new Spool(new DeviceId("camera-1"), 1).pose(100, people).get(0);
    }

    private static Person joints(Float... floats) {
        return Person.newBuilder().setTrack("7").addAllJoints(List.of(floats)).build();
    }

    private static Person[] crowd(int people) {
        return IntStream.range(0, people)
                .mapToObj(track -> person("t" + track, 1).build())
                .toArray(Person[]::new);
    }

    static Stream<Record> sound() {
        return Stream.of(
                frame(),
                frame(crowd(200)),
                frame(joints()),
                frame(joints(1f, 2f, 3f, Float.NaN)),
                frame(joints(Float.NaN, Float.NaN, Float.NaN, 1f)),
                frame(joints(Collections.nCopies(32, 1f).toArray(Float[]::new))),
                frame(person("7", 1).addEvidence(evidence("cola", 0)).build()),
                frame(person("7", 1).addEvidence(evidence("cola", 1)).build()));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void acceptsWhatIsWhole(Record record) {
        assertThat(PoseShape.refusal(record)).isEmpty();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                invalid(frame(crowd(201)), "shows 201 people, more than 200"),
                invalid(
                        frame(person("7", 1).build(), person("7", 2).build()),
                        "names track '7' twice"),
                wrongShape(
                        frame(joints(1f, 2f, 3f)),
                        "has 3 floats of joints for track '7': send four a joint, at most 8 joints"),
                wrongShape(
                        frame(joints(Collections.nCopies(36, 1f).toArray(Float[]::new))),
                        "has 36 floats of joints for track '7': send four a joint, at most 8"
                                + " joints"),
                partly(joints(1f, Float.NaN, 3f, 1f)),
                partly(joints(Float.NaN, 2f, 3f, 1f)),
                partly(joints(1f, 2f, Float.POSITIVE_INFINITY, 1f)),
                partly(joints(Float.NEGATIVE_INFINITY, 2f, 3f, 1f)),
                invalid(
                        frame(person(" ", 1).build()),
                        "is wrong: track must have 1 to 128 characters: ' '"),
                invalid(
                        frame(person("7", 1).addEvidence(evidence("a b", 1)).build()),
                        "is wrong: product code must have 1 to 48 visible characters: 'a b'"),
                invalid(
                        frame(person("7", 1).addEvidence(evidence("cola", 1.5f)).build()),
                        "gives product 'cola' a probability of 1.5: send 0 to 1"),
                invalid(
                        frame(person("7", 1).addEvidence(evidence("cola", Float.NaN)).build()),
                        "gives product 'cola' a probability of NaN: send 0 to 1"));
    }

    private static Arguments invalid(Record record, String what) {
        return arguments(record, RefusalCode.REFUSAL_CODE_INVALID, what);
    }

    private static Arguments wrongShape(Record record, String what) {
        return arguments(record, RefusalCode.REFUSAL_CODE_WRONG_SHAPE, what);
    }

    private static Arguments partly(Person person) {
        return invalid(
                frame(person),
                "has a joint of track '7' that is partly NaN or infinite: send four NaN");
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("refused")
    void refusesTheRest(Record record, RefusalCode code, String what) {
        assertThat(PoseShape.refusal(record)).contains(new Refusal(code, "pose record 0 " + what));
    }
}
