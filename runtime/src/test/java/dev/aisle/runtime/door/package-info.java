@NullMarked
package dev.aisle.runtime.door;

import org.jspecify.annotations.NullMarked;
