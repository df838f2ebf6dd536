package dev.aisle.runtime.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.v1.DoorEvent.Kind;
import dev.aisle.protocols.device.v1.Position;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.door.Credential;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.runtime.kernel.EntryCodes;
import dev.aisle.runtime.kernel.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DoorsTest {

    private static final StoreId STORE = new StoreId("acme.north");
    private static final EntryCodes CODES = new EntryCodes("of this test, long enough: 32 bytes");
    private static final Doors DOORS =
            new Doors(STORE, token -> new PayerReference("p-" + token), CODES);
    private static final EventTime AT = new EventTime(100);
    private static final Position HERE = Position.newBuilder().setX(1).setY(2).setZ(0.5f).build();

    private static String badge(long expires) {
        return CODES.ofStaff(STORE, new EventTime(expires * 1_000_000));
    }

    private static Record record(dev.aisle.protocols.device.v1.DoorEvent.Builder event) {
        return Record.newBuilder().setSeq(3).setTimeUs(100).setDoor(event).build();
    }

    private static dev.aisle.protocols.device.v1.DoorEvent.Builder event(Kind kind) {
        return dev.aisle.protocols.device.v1.DoorEvent.newBuilder().setKind(kind);
    }

    static Stream<Arguments> events() {
        var here = Optional.of(new dev.aisle.protocols.kernel.Position(1, 2, 0.5f));
        var track = Optional.of(new TrackId("7"));
        return Stream.of(
                arguments(
                        event(Kind.KIND_ENTERED).setTrack("7").setPaymentToken("tok"),
                        new DoorEvent.Entered(
                                AT,
                                3,
                                track,
                                Optional.empty(),
                                Optional.of(new Credential.Payer(new PayerReference("p-tok"))),
                                false)),
                arguments(
                        event(Kind.KIND_ASKED).setTrack("7").setCode(badge(200)),
                        new DoorEvent.Entered(
                                AT,
                                3,
                                track,
                                Optional.empty(),
                                Optional.of(new Credential.Staff()),
                                true)),
                arguments(
                        event(Kind.KIND_ENTERED).setPosition(HERE),
                        new DoorEvent.Entered(
                                AT, 3, Optional.empty(), here, Optional.empty(), false)),
                arguments(
                        event(Kind.KIND_LEFT).setTrack("7").setPosition(HERE),
                        new DoorEvent.Left(AT, 3, track, here)),
                arguments(
                        event(Kind.KIND_LEFT).setPosition(HERE).setPaymentToken("tok"),
                        new DoorEvent.Left(AT, 3, Optional.empty(), here)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("events")
    void tellsWhoPassed(dev.aisle.protocols.device.v1.DoorEvent.Builder sent, DoorEvent told) {
        assertThat(DOORS.refusal(record(sent))).isEmpty();
        assertThat(DOORS.event(record(sent))).isEqualTo(told);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        event(Kind.KIND_UNSPECIFIED).setTrack("7"),
                        "says neither ENTERED nor LEFT nor ASKED"),
                arguments(
                        event(Kind.KIND_LEFT).setKindValue(9).setTrack("7"),
                        "says neither ENTERED nor LEFT nor ASKED"),
                arguments(event(Kind.KIND_LEFT), "names neither a track nor a position"),
                arguments(
                        event(Kind.KIND_LEFT).setTrack(" "),
                        "names neither a track nor a position"),
                arguments(
                        event(Kind.KIND_LEFT).setTrack("7".repeat(129)),
                        "names a track of more than 128 characters"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refused")
    void refusesWhatNamesNobody(dev.aisle.protocols.device.v1.DoorEvent.Builder sent, String what) {
        assertThat(DOORS.refusal(record(sent)))
                .contains(new Refusal(RefusalCode.REFUSAL_CODE_INVALID, "door record 3 " + what));
    }

    static Stream<Arguments> misshapen() {
        var nowhere = " has a position that is NaN or infinite: send metres";
        var entered = event(Kind.KIND_ENTERED).setTrack("7");
        return Stream.of(
                arguments(entered.clone().setPosition(HERE.toBuilder().setX(Float.NaN)), nowhere),
                arguments(
                        event(Kind.KIND_LEFT)
                                .setPosition(HERE.toBuilder().setY(Float.POSITIVE_INFINITY)),
                        nowhere),
                arguments(
                        event(Kind.KIND_LEFT)
                                .setPosition(HERE.toBuilder().setZ(Float.NEGATIVE_INFINITY)),
                        nowhere),
                arguments(
                        entered.clone().setPaymentToken("t".repeat(513)),
                        " has a payment token of more than 512 characters"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("misshapen")
    void refusesWhatIsNowhereOrTooLong(
            dev.aisle.protocols.device.v1.DoorEvent.Builder sent, String what) {
        assertThat(DOORS.refusal(record(sent)))
                .contains(
                        new Refusal(RefusalCode.REFUSAL_CODE_WRONG_SHAPE, "door record 3" + what));
    }

    @Test
    void takesTheLongestToken() {
        var sent = event(Kind.KIND_ENTERED).setTrack("7").setPaymentToken("t".repeat(512));
        assertThat(DOORS.refusal(record(sent))).isEmpty();
    }

    @Test
    void reportsItsEvents() {
        var left = new DoorEvent.Left(AT, 3, Optional.empty(), Optional.empty());
        assertThat(DOORS.content(List.of(left))).isEqualTo(new Report.Doors(List.of(left)));
    }
}
