/// Placement: which node a store's slots belong to, and when they move.
@NullMarked
package dev.aisle.runtime.placement;

import org.jspecify.annotations.NullMarked;
