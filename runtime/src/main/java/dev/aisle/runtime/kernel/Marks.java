package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.EventTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The marks that every kind of device sends.
public final class Marks {

    private Marks() {}

    /// Why a mark can't be taken.
    public static Optional<Refusal> refusal(Record record) {
        if (record.hasGap()
                && record.getGap().hasFromUs()
                && record.getGap().getFromUs() > record.getTimeUs()) {
            return Optional.of(
                    new Refusal(
                            RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME,
                            String.format(
                                    Locale.ROOT,
                                    "gap of record %d ends before it begins",
                                    record.getSeq())));
        }
        return Optional.empty();
    }

    /// The gap that a record names.
    ///
    /// @param coverage where the device's coverage stands
    public static Gap gap(Record record, EventTime coverage) {
        var to = new EventTime(record.getTimeUs());
        var from =
                record.getGap().hasFromUs()
                        ? new EventTime(record.getGap().getFromUs())
                        : EventTime.min(coverage, to);
        return new Gap(from, to, record.getGap().getReason());
    }

    /// What a device with a finite memory says of all that lies before the oldest record that its
    /// gateway holds: nothing of it will ever come. The gateway forgets what is acknowledged, which
    /// is no longer asked for, so this is a gap only from where the device's coverage stands, and
    /// only where records were lost.
    ///
    /// @param from it can tell what comes after; [EventTime#BEGINNING] where nothing lies before
    public static List<Gap> before(EventTime from) {
        return from.equals(EventTime.BEGINNING)
                ? List.of()
                : List.of(new Gap(EventTime.BEGINNING, from, GapReason.GAP_REASON_LOST));
    }

    public static Refusal wrongKind(Record record, String device, String sends) {
        return new Refusal(
                RefusalCode.REFUSAL_CODE_WRONG_KIND,
                String.format(
                        Locale.ROOT,
                        "record %d holds %s, but %s sends %s and marks",
                        record.getSeq(),
                        record.getContentCase(),
                        device,
                        sends));
    }
}
