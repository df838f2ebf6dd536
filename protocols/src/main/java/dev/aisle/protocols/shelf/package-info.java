/// What shelves feel.
@NullMarked
package dev.aisle.protocols.shelf;

import org.jspecify.annotations.NullMarked;
