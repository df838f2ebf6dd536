@NullMarked
package dev.aisle.ops.play;

import org.jspecify.annotations.NullMarked;
