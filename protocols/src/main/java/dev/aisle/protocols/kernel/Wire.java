package dev.aisle.protocols.kernel;

/// Crosses a node boundary or reaches the journal. Written as Jackson CBOR under a logical name,
/// never a class name.
public interface Wire {}
