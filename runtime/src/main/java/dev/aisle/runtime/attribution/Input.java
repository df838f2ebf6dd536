package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.terminal.Tap;
import java.util.Comparator;
import java.util.stream.Stream;

/// What the Attributor handles, each once, in the order (event time, device, seq) of rule 6.
sealed interface Input extends Comparable<Input> {

    Comparator<Input> ORDER =
            Comparator.comparing(Input::at)
                    .thenComparing(Input::device)
                    .thenComparingLong(Input::seq);

    /// What a report tells, in no order.
    static Stream<EventTime> times(Report report) {
        return switch (report.content()) {
            case Report.Sightings(var seen) -> seen.stream().map(Sighting::at);
            case Report.Interactions(var felt, _) -> felt.stream().map(Interaction::settled);
            case Report.Doors(var events) -> events.stream().map(DoorEvent::at);
            case Report.Taps(var taps) -> taps.stream().map(Tap::at);
        };
    }

    EventTime at();

    DeviceId device();

    long seq();

    @Override
    default int compareTo(Input other) {
        return ORDER.compare(this, other);
    }

    record Saw(DeviceId device, Sighting sighting) implements Input {
        @Override
        public EventTime at() {
            return sighting.at();
        }

        @Override
        public long seq() {
            return 0;
        }
    }

    record Felt(Interaction interaction) implements Input {
        @Override
        public EventTime at() {
            return interaction.settled();
        }

        @Override
        public DeviceId device() {
            return interaction.id().shelf();
        }

        @Override
        public long seq() {
            return interaction.id().seq();
        }
    }

    record Passed(DeviceId device, DoorEvent event) implements Input {
        @Override
        public EventTime at() {
            return event.at();
        }

        @Override
        public long seq() {
            return event.seq();
        }
    }

    record Tapped(DeviceId device, Tap tap) implements Input {
        @Override
        public EventTime at() {
            return tap.at();
        }

        @Override
        public long seq() {
            return tap.seq();
        }
    }

    /// A device that is no camera lost something; handled when the gap begins: before anybody who
    /// was there is done with.
    record Lacked(DeviceId device, Gap gap) implements Input {
        @Override
        public EventTime at() {
            return gap.from();
        }

        @Override
        public long seq() {
            return -1;
        }
    }
}
