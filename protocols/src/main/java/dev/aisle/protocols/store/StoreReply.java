package dev.aisle.protocols.store;

import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.Wire;
import java.util.List;

/// What a store answers. A refusal is a value.
public sealed interface StoreReply extends Wire {

    record Published(int version) implements StoreReply {}

    /// The newest blueprint.
    record Current(int version, Blueprint blueprint) implements StoreReply {}

    record NoBlueprint() implements StoreReply {}

    /// The policy in force.
    ///
    /// @param revision 0 where nobody ever set one
    /// @param by who asked for it
    record Placed(int revision, PlacementPolicy policy, String by) implements StoreReply {}

    /// Somebody else has changed the policy since the asker has seen it.
    record PlacedMeanwhile(int revision, String by) implements StoreReply {}

    /// More shards than a store has slots.
    record TooManyShards(int shards, int slots) implements StoreReply {}

    /// A newer boot of this gateway is known; `boot` is not heard any more.
    record Superseded(GatewayId gateway, long boot, long newest) implements StoreReply {}

    /// A blueprint can't hold from a time that is before that of the version before it.
    record TooEarly(int version) implements StoreReply {}

    /// A blueprint that can't follow the one before it in a store that runs.
    ///
    /// @param obstacles each in a sentence
    record Incompatible(List<String> obstacles) implements StoreReply {
        public Incompatible {
            obstacles = List.copyOf(obstacles);
        }
    }
}
