/// Where stores live: commands that show it and change it.
@NullMarked
package dev.aisle.ops.placement;

import org.jspecify.annotations.NullMarked;
