/// What every device entity understands, and what it says to the stream of its gateway.
@NullMarked
package dev.aisle.protocols.device;

import org.jspecify.annotations.NullMarked;
