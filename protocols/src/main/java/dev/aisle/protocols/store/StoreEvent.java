package dev.aisle.protocols.store;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.Wire;

/// The journal of a store.
public sealed interface StoreEvent extends Wire {

    /// An incarnation began; everything that an earlier one writes from now on is told to nobody.
    record Started(long epoch) implements StoreEvent {}

    record Published(int version, EventTime from, Blueprint blueprint) implements StoreEvent {}

    /// The Attributor's journal holds this version.
    record Adopted(int version) implements StoreEvent {}

    /// Where the store may live.
    ///
    /// @param revision from 1
    /// @param by who asked for it
    record Placed(int revision, PlacementPolicy policy, String by) implements StoreEvent {}

    record GatewayBooted(GatewayId gateway, long boot) implements StoreEvent {}
}
