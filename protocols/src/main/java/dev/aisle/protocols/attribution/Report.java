package dev.aisle.protocols.attribution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.terminal.Tap;
import java.util.List;
import java.util.Locale;

/// What a device has to say of (from, to], all of it.
///
/// @param from exclusive; [EventTime#BEGINNING] where the device began here, or took up at the
///   oldest record that its gateway holds
/// @param to inclusive
/// @param word the newest record that it was made of
/// @param gaps parts of the interval for which nothing will ever come; one that begins at
///   [EventTime#BEGINNING] begins where the device's coverage stands
public record Report(
        DeviceId device, EventTime from, EventTime to, Word word, List<Gap> gaps, Content content) {

    public Report {
        gaps = List.copyOf(gaps);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s reports backwards: %s to %s", device, from, to));
        }
    }

    /// A record that a device said.
    ///
    /// @param at its event time; where a camera took up anew, what it covers may reach beyond
    /// @param last it was an `End`: nothing will come after it, unless the device begins again
    public record Word(EventTime at, boolean last) {}

    /// By kind of device.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Sightings.class, name = "sightings"),
        @JsonSubTypes.Type(value = Interactions.class, name = "interactions"),
        @JsonSubTypes.Type(value = Doors.class, name = "doors"),
        @JsonSubTypes.Type(value = Taps.class, name = "taps")
    })
    public sealed interface Content {}

    /// In order of time.
    public record Sightings(List<Sighting> sightings) implements Content {
        public Sightings {
            sightings = List.copyOf(sightings);
        }
    }

    /// Those settled in the interval.
    ///
    /// @param oldestOpen onset of the oldest interaction that is open at `to`, candidates included;
    ///   [EventTime#END] where none is
    public record Interactions(List<Interaction> settled, EventTime oldestOpen) implements Content {
        public Interactions {
            settled = List.copyOf(settled);
        }
    }

    public record Doors(List<DoorEvent> events) implements Content {
        public Doors {
            events = List.copyOf(events);
        }
    }

    public record Taps(List<Tap> taps) implements Content {
        public Taps {
            taps = List.copyOf(taps);
        }
    }
}
