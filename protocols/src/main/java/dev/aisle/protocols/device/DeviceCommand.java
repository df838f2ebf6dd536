package dev.aisle.protocols.device;

import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Instruction;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Wire;
import org.apache.pekko.actor.typed.ActorRef;

/// What a camera, shelf, door or terminal understands.
public sealed interface DeviceCommand extends Wire {

    /// Records of the device, as they came in. Answered with [StreamMessage]s.
    record Take(Bundle bundle, ActorRef<StreamMessage> replyTo) implements DeviceCommand {}

    /// From the Attributor after each confirmed step.
    record Progressed(Progress progress) implements DeviceCommand {}

    /// The Attributor lacks what this device has to say after `from`.
    record ReportFrom(EventTime from, Progress progress) implements DeviceCommand {}

    /// For a door or terminal to pass to its gateway; repeated until [Confirm] has reached the
    /// Attributor.
    record Instruct(Instruction instruction) implements DeviceCommand {}

    /// The gateway says that an instruction was carried out.
    record Confirm(String instruction) implements DeviceCommand {}
}
