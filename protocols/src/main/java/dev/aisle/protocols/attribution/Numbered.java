package dev.aisle.protocols.attribution;

/// A change and its number within the visit, from 1.
public record Numbered(long number, Change change) {}
