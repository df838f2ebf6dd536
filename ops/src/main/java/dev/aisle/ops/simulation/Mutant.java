package dev.aisle.ops.simulation;

/// A mistake made on purpose, to see whether a simulation notices.
public enum Mutant {
    NONE,
    /// A shelf acknowledges what it took, not what its anchor holds (against rule 12).
    SHELF_ACKNOWLEDGES_BEYOND_ANCHOR,
    /// Cameras may forget all that was handled, whatever is still open (against rule 9).
    FORGETS_NEEDED_FROM,
    /// A shopper takes changes as they come (against rule 10).
    SHOPPER_IGNORES_NUMBERS,
    /// An incarnation begins though it may have read rows of its successor (against rule 13).
    BEGINS_UNCONFIRMED,
    /// The Attributor tells what it wrote without reading its epoch (against rule 13).
    TELLS_UNCONFIRMED
}
