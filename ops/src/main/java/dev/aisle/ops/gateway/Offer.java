package dev.aisle.ops.gateway;

/// What became of a record that a device offered.
sealed interface Offer {

    /// It has a number and is kept until it is acknowledged.
    record Taken(long seq) implements Offer {}

    /// There is no room; offer it again when something was acknowledged.
    record Full() implements Offer {}

    /// There is no room, and a `Gap(FULL)` will say so.
    record Dropped() implements Offer {}

    record Wrong(GatewayFault fault) implements Offer {}
}
