@NullMarked
package dev.aisle.ops.cassandra;

import org.jspecify.annotations.NullMarked;
