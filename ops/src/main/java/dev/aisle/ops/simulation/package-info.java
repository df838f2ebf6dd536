/// A store in one thread: the product's own rules between a gateway, journals and a payment
/// provider that are made up, in simulated time, with faults from a seed. It starts no actor.
@NullMarked
package dev.aisle.ops.simulation;

import org.jspecify.annotations.NullMarked;
