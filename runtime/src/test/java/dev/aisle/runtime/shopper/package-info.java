@NullMarked
package dev.aisle.runtime.shopper;

import org.jspecify.annotations.NullMarked;
