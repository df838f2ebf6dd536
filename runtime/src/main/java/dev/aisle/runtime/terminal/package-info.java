/// Payment terminals: who tapped a card.
@NullMarked
package dev.aisle.runtime.terminal;

import org.jspecify.annotations.NullMarked;
