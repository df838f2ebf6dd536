package dev.aisle.runtime.door;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.v1.DoorEvent.Kind;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.door.Credential;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.runtime.kernel.EntryCodes;
import dev.aisle.runtime.kernel.EventDevice;
import dev.aisle.runtime.kernel.EventShape;
import dev.aisle.runtime.kernel.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// What a door tells.
///
/// @param store whose door it is
/// @param payers the reference that stands for a payment token
/// @param codes that open it
public record Doors(StoreId store, Function<String, PayerReference> payers, EntryCodes codes)
        implements EventDevice.Kind<DoorEvent> {

    private static final int LONGEST_CODE = 512;

    @Override
    public boolean tells(Record record) {
        return record.hasDoor();
    }

    @Override
    public Optional<Refusal> refusal(Record record) {
        var door = record.getDoor();
        if (door.getKind() == Kind.KIND_UNSPECIFIED || door.getKind() == Kind.UNRECOGNIZED) {
            return refused(record, "says neither ENTERED nor LEFT nor ASKED");
        }
        if (!door.getCode().isBlank() && !door.getPaymentToken().isBlank()) {
            return refused(record, "names both a payment token and a code");
        }
        if (door.getCode().length() > LONGEST_CODE) {
            return refused(record, "names a code of more than 512 characters");
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
        boolean asks = door.getKind() == Kind.KIND_ASKED;
        return new DoorEvent.Entered(
                at, record.getSeq(), track, position, credential(door, at), asks);
    }

    private Optional<Credential> credential(
            dev.aisle.protocols.device.v1.DoorEvent door, EventTime at) {
        if (!door.getCode().isBlank()) {
            return Optional.of(codes.read(door.getCode(), store, at));
        }
        return door.getPaymentToken().isBlank()
                ? Optional.empty()
                : Optional.of(new Credential.Payer(payers.apply(door.getPaymentToken())));
    }

    @Override
    public Report.Content content(List<DoorEvent> events) {
        return new Report.Doors(events);
    }
}
