/// A cluster on this machine: Cassandra, payment provider and nodes, each a process of its own.
@NullMarked
package dev.aisle.ops.cluster;

import org.jspecify.annotations.NullMarked;
