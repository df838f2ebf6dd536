@NullMarked
package dev.aisle.ops.provider;

import org.jspecify.annotations.NullMarked;
