package dev.aisle.protocols.camera;

import dev.aisle.protocols.kernel.ProductCode;

/// What a camera believes to see in somebody's hands.
///
/// @param probability mean over the frames of the window that say something of this product, 0 … 1
public record InHand(ProductCode product, float probability) {}
