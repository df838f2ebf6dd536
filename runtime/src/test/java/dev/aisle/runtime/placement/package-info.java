@NullMarked
package dev.aisle.runtime.placement;

import org.jspecify.annotations.NullMarked;
