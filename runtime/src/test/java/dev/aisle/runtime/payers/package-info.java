@NullMarked
package dev.aisle.runtime.payers;

import org.jspecify.annotations.NullMarked;
