/// A store's blueprint and life.
@NullMarked
package dev.aisle.protocols.store;

import org.jspecify.annotations.NullMarked;
