@NullMarked
package dev.aisle.ops.placement;

import org.jspecify.annotations.NullMarked;
