@NullMarked
package dev.aisle.ops.readmodel;

import org.jspecify.annotations.NullMarked;
