package dev.aisle.runtime.terminal;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.terminal.Tap;
import dev.aisle.runtime.kernel.EventDevice;
import dev.aisle.runtime.kernel.EventShape;
import dev.aisle.runtime.kernel.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What a payment terminal tells.
///
/// @param payers the reference that stands for a payment token
public record Terminals(Function<String, PayerReference> payers) implements EventDevice.Kind<Tap> {

    @Override
    public boolean tells(Record record) {
        return record.hasTerminal();
    }

    @Override
    public Optional<Refusal> refusal(Record record) {
        var tap = record.getTerminal();
        if (tap.getPaymentToken().isBlank() || !tap.hasPosition()) {
            return Optional.of(
                    new Refusal(
                            RefusalCode.REFUSAL_CODE_INVALID,
                            String.format(
                                    Locale.ROOT,
                                    "terminal record %d must have a payment token and a position",
                                    record.getSeq())));
        }
        return EventShape.refusal(
                "terminal", record.getSeq(), tap.getPosition(), tap.getPaymentToken());
    }

    @Override
    public Tap event(Record record) {
        var tap = record.getTerminal();
        return new Tap(
                new EventTime(record.getTimeUs()),
                record.getSeq(),
                payers.apply(tap.getPaymentToken()),
                new Position(
                        tap.getPosition().getX(),
                        tap.getPosition().getY(),
                        tap.getPosition().getZ()));
    }

    @Override
    public Report.Content content(List<Tap> taps) {
        return new Report.Taps(taps);
    }
}
