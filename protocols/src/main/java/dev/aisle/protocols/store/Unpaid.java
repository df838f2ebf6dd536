package dev.aisle.protocols.store;

/// A store's policy for whoever goes out with goods while nobody pays.
public enum Unpaid {
    /// The loss is written down, and that is all.
    WRITE_OFF,
    /// The door is told as well, at once, so that somebody can be called.
    ALARM
}
