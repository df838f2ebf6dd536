@NullMarked
package dev.aisle.ops.synthetic;

import org.jspecify.annotations.NullMarked;
