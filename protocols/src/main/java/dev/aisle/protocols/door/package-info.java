/// Who came and went.
@NullMarked
package dev.aisle.protocols.door;

import org.jspecify.annotations.NullMarked;
