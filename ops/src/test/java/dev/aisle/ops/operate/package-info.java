@NullMarked
package dev.aisle.ops.operate;

import org.jspecify.annotations.NullMarked;
