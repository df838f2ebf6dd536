/// The Cassandra that `aisle` starts as a process of its own, for development and tests, and the
/// applier of the shipped schema. Production is an external cluster.
@NullMarked
package dev.aisle.ops.cassandra;

import org.jspecify.annotations.NullMarked;
