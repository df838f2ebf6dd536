/// Recordings played through a cluster.
@NullMarked
package dev.aisle.ops.play;

import org.jspecify.annotations.NullMarked;
