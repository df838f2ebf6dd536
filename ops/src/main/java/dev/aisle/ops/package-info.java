/// The `aisle` command.
@NullMarked
package dev.aisle.ops;

import org.jspecify.annotations.NullMarked;
