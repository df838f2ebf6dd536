package dev.aisle.runtime.door;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.v1.DoorEvent.Kind;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.runtime.kernel.EventDevice;
import dev.aisle.runtime.kernel.EventShape;
import dev.aisle.runtime.kernel.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What a door tells.
///
/// @param payers the reference that stands for a payment token
public record Doors(Function<String, PayerReference> payers)
        implements EventDevice.Kind<DoorEvent> {

    @Override
    public boolean tells(Record record) {
        return record.hasDoor();
    }

    @Override
    public Optional<Refusal> refusal(Record record) {
        var door = record.getDoor();
        if (door.getKind() != Kind.KIND_ENTERED && door.getKind() != Kind.KIND_LEFT) {
            return refused(record, "says neither ENTERED nor LEFT");
        }
        if (door.getTrack().isBlank() && !door.hasPosition()) {
            return refused(record, "names neither a track nor a position");
        }
        if (door.getTrack().length() > 128) {
            return refused(record, "names a track of more than 128 characters");
        }
        return EventShape.refusal(
                "door", record.getSeq(), door.getPosition(), door.getPaymentToken());
    }

    private static Optional<Refusal> refused(Record record, String what) {
        return Optional.of(
                new Refusal(
                        RefusalCode.REFUSAL_CODE_INVALID,
                        String.format(Locale.ROOT, "door record %d %s", record.getSeq(), what)));
    }

    @Override
    public DoorEvent event(Record record) {
        var door = record.getDoor();
        var at = new EventTime(record.getTimeUs());
        var track =
                door.getTrack().isBlank()
                        ? Optional.<TrackId>empty()
                        : Optional.of(new TrackId(door.getTrack()));
        var position =
                door.hasPosition()
                        ? Optional.of(
                                new Position(
                                        door.getPosition().getX(),
                                        door.getPosition().getY(),
                                        door.getPosition().getZ()))
                        : Optional.<Position>empty();
        if (door.getKind() == Kind.KIND_LEFT) {
            return new DoorEvent.Left(at, record.getSeq(), track, position);
        }
        var payer =
                door.getPaymentToken().isBlank()
                        ? Optional.<PayerReference>empty()
                        : Optional.of(payers.apply(door.getPaymentToken()));
        return new DoorEvent.Entered(at, record.getSeq(), track, position, payer);
    }

    @Override
    public Report.Content content(List<DoorEvent> events) {
        return new Report.Doors(events);
    }
}
