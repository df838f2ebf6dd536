package dev.aisle.protocols.door;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.TrackId;
import java.util.Optional;

/// Somebody passed a door.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DoorEvent.Entered.class, name = "entered"),
    @JsonSubTypes.Type(value = DoorEvent.Left.class, name = "left")
})
public sealed interface DoorEvent {

    EventTime at();

    /// The record's number at its door; decides between events of one instant.
    long seq();

    Optional<TrackId> track();

    Optional<Position> position();

    /// @param asks the gate is closed, and waits for word
    record Entered(
            EventTime at,
            long seq,
            Optional<TrackId> track,
            Optional<Position> position,
            Optional<Credential> credential,
            boolean asks)
            implements DoorEvent {}

    record Left(EventTime at, long seq, Optional<TrackId> track, Optional<Position> position)
            implements DoorEvent {}
}
