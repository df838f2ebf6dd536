@NullMarked
package dev.aisle.ops.simulation;

import org.jspecify.annotations.NullMarked;
