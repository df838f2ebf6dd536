/// Drills on real processes and a real database.
@NullMarked
package dev.aisle.ops.drill;

import org.jspecify.annotations.NullMarked;
