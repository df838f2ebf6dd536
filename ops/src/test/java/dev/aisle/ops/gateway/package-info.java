@NullMarked
package dev.aisle.ops.gateway;

import org.jspecify.annotations.NullMarked;
