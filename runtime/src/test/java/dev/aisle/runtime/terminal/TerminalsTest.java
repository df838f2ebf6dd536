package dev.aisle.runtime.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.v1.Position;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.device.v1.TerminalEvent;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.terminal.Tap;
import dev.aisle.runtime.kernel.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalsTest {

    private static final Terminals TERMINALS =
            new Terminals(token -> new PayerReference("p-" + token));
    private static final Position HERE = Position.newBuilder().setX(1).setY(2).setZ(0.5f).build();
    private static final Tap TAP =
            new Tap(
                    new EventTime(100),
                    3,
                    new PayerReference("p-tok"),
                    new dev.aisle.protocols.kernel.Position(1, 2, 0.5f));

    private static Record record(TerminalEvent.Builder event) {
        return Record.newBuilder().setSeq(3).setTimeUs(100).setTerminal(event).build();
    }

    private static TerminalEvent.Builder tap() {
        return TerminalEvent.newBuilder().setPaymentToken("tok").setPosition(HERE);
    }

    @Test
    void tellsWhoPaysAndWhere() {
        assertThat(TERMINALS.refusal(record(tap()))).isEmpty();
        assertThat(TERMINALS.event(record(tap()))).isEqualTo(TAP);
    }

    static Stream<TerminalEvent.Builder> incomplete() {
        return Stream.of(
                TerminalEvent.newBuilder(),
                tap().clearPosition(),
                tap().clearPaymentToken(),
                tap().setPaymentToken(" "));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void refusesATapWithoutTokenOrPosition(TerminalEvent.Builder sent) {
        assertThat(TERMINALS.refusal(record(sent)))
                .contains(
                        new Refusal(
                                RefusalCode.REFUSAL_CODE_INVALID,
                                "terminal record 3 must have a payment token and a position"));
    }

    static Stream<TerminalEvent.Builder> nowhere() {
        return Stream.of(
                tap().setPosition(HERE.toBuilder().setX(Float.NEGATIVE_INFINITY)),
                tap().setPosition(HERE.toBuilder().setY(Float.NaN)),
                tap().setPosition(HERE.toBuilder().setZ(Float.POSITIVE_INFINITY)));
    }

    @ParameterizedTest
    @MethodSource("nowhere")
    void refusesATapNowhere(TerminalEvent.Builder sent) {
        assertThat(TERMINALS.refusal(record(sent)))
                .contains(
                        new Refusal(
                                RefusalCode.REFUSAL_CODE_WRONG_SHAPE,
                                "terminal record 3 has a position that is NaN or infinite: send"
                                        + " metres"));
    }

    @Test
    void refusesATokenThatIsTooLong() {
        assertThat(TERMINALS.refusal(record(tap().setPaymentToken("t".repeat(513)))))
                .contains(
                        new Refusal(
                                RefusalCode.REFUSAL_CODE_WRONG_SHAPE,
                                "terminal record 3 has a payment token of more than 512"
                                        + " characters"));
    }

    @Test
    void reportsItsTaps() {
        assertThat(TERMINALS.content(List.of(TAP))).isEqualTo(new Report.Taps(List.of(TAP)));
    }
}
