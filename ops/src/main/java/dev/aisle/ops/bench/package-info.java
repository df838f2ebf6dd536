/// `aisle bench`: what Aisle costs and carries, against the platform's own ceilings.
@NullMarked
package dev.aisle.ops.bench;

import org.jspecify.annotations.NullMarked;
