@NullMarked
package dev.aisle.runtime.terminal;

import org.jspecify.annotations.NullMarked;
