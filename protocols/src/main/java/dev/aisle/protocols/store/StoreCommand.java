package dev.aisle.protocols.store;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.Wire;
import org.apache.pekko.actor.typed.ActorRef;

/// What a store can be asked.
public sealed interface StoreCommand extends Wire {

    /// A new blueprint, from an event time on. The first holds from the beginning.
    record Publish(Blueprint blueprint, EventTime from, ActorRef<StoreReply> replyTo)
            implements StoreCommand {}

    /// A gateway opens a stream.
    record Open(GatewayId gateway, long boot, ActorRef<StoreReply> replyTo)
            implements StoreCommand {}

    /// Where the store may live from now on.
    ///
    /// @param revision of the policy that the asker has seen: whoever was quicker is not undone
    /// @param by who asks
    record Place(PlacementPolicy policy, int revision, String by, ActorRef<StoreReply> replyTo)
            implements StoreCommand {}

    record GetPlacement(ActorRef<StoreReply> replyTo) implements StoreCommand {}

    record GetBlueprint(ActorRef<StoreReply> replyTo) implements StoreCommand {}

    /// From the Attributor: its journal holds this version.
    record Adopted(int version) implements StoreCommand {}
}
