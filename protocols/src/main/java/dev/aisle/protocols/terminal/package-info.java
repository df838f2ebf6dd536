/// Who tapped a card.
@NullMarked
package dev.aisle.protocols.terminal;

import org.jspecify.annotations.NullMarked;
