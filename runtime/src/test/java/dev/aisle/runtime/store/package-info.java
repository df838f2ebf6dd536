@NullMarked
package dev.aisle.runtime.store;

import org.jspecify.annotations.NullMarked;
