package dev.aisle.ops.autocheckout;

import dev.aisle.protocols.device.v1.DoorEvent;
import dev.aisle.protocols.device.v1.PoseFrame;
import dev.aisle.protocols.device.v1.TerminalEvent;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Instant;

/// What one device says, in the order in which it says it. Numbering is the gateway's.
public sealed interface Feed {

    DeviceId device();

    /// When it happened; of weights: of the first sample. Rises strictly within a device.
    EventTime at();

    /// When the recording received it. Never falls within a device, and is not before [#at()].
    Instant arrival();

    record Begin(DeviceId device, EventTime at, Instant arrival) implements Feed {}

    record Pose(DeviceId device, EventTime at, Instant arrival, PoseFrame frame) implements Feed {}

    record Weights(DeviceId device, EventTime at, Instant arrival, WeightBatch batch)
            implements Feed {}

    record Door(DeviceId device, EventTime at, Instant arrival, DoorEvent event) implements Feed {}

    record Terminal(DeviceId device, EventTime at, Instant arrival, TerminalEvent event)
            implements Feed {}

    record Covered(DeviceId device, EventTime at, Instant arrival) implements Feed {}

    record End(DeviceId device, EventTime at, Instant arrival) implements Feed {}

    /// The same, arriving at another time.
    default Feed arriving(Instant when) {
        return switch (this) {
            case Begin(var device, var at, _) -> new Begin(device, at, when);
            case Pose(var device, var at, _, var frame) -> new Pose(device, at, when, frame);
            case Weights(var device, var at, _, var batch) -> new Weights(device, at, when, batch);
            case Door(var device, var at, _, var event) -> new Door(device, at, when, event);
            case Terminal(var device, var at, _, var event) ->
                    new Terminal(device, at, when, event);
            case Covered(var device, var at, _) -> new Covered(device, at, when);
            case End(var device, var at, _) -> new End(device, at, when);
        };
    }
}
