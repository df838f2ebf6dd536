/// A row of a gondola: from weights to interactions.
@NullMarked
package dev.aisle.runtime.shelf;

import org.jspecify.annotations.NullMarked;
