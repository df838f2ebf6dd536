package dev.aisle.protocols.attribution;

/// By what a decision was made: the store's blueprint, the detector and the decider.
public record Versions(int blueprint, int detector, int decider) {}
