package dev.aisle.protocols.attribution;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.store.Blueprint;
import org.apache.pekko.actor.typed.ActorRef;

/// What a store's Attributor can be told.
public sealed interface AttributorCommand extends Wire {

    /// From the Store, repeated until [dev.aisle.protocols.store.StoreCommand.Adopted] comes back.
    record Adopt(int version, EventTime from, Blueprint blueprint) implements AttributorCommand {}

    /// From a device.
    record Hear(Report report) implements AttributorCommand {}

    /// From a shopper: its journal holds the visit's changes 1 … `upTo`.
    record Applied(VisitId visit, long upTo) implements AttributorCommand {}

    /// From a shopper: settled, and what it owed is paid or written off.
    record Settled(VisitId visit) implements AttributorCommand {}

    /// From a door or terminal: carried out.
    record InstructionDone(DeviceId device, String instruction) implements AttributorCommand {}

    record GetStatus(ActorRef<AttributorReply.Status> replyTo) implements AttributorCommand {}

    /// Who is in the store now, and what each holds.
    record GetLive(ActorRef<AttributorReply.Live> replyTo) implements AttributorCommand {}
}
