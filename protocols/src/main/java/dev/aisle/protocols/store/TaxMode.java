package dev.aisle.protocols.store;

/// Whether a store's prices hold the tax already.
public enum TaxMode {
    /// As in the EU, the UK and Australia.
    INCLUDED,
    /// As in the US and Canada.
    ADDED
}
