/// A cluster that stays: `aisle up`, `aisle status`, `aisle down`.
@NullMarked
package dev.aisle.ops.up;

import org.jspecify.annotations.NullMarked;
