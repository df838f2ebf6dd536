@NullMarked
package dev.aisle.runtime.kernel;

import org.jspecify.annotations.NullMarked;
