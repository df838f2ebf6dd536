package dev.aisle.ops.autocheckout;

/// In which order a feed comes. Each device's own order is the same in both.
public enum FeedOrder {
    /// By [Feed#at()], then device.
    EVENT_TIME,
    /// By [Feed#arrival()], as the recording received it: poses more than two seconds late.
    ARRIVAL
}
