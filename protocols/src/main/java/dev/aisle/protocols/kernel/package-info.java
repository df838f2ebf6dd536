/// Ids, quantities, time and money that every feature shares.
@NullMarked
package dev.aisle.protocols.kernel;

import org.jspecify.annotations.NullMarked;
