@NullMarked
package dev.aisle.ops.page;

import org.jspecify.annotations.NullMarked;
