@NullMarked
package dev.aisle.ops.cluster;

import org.jspecify.annotations.NullMarked;
