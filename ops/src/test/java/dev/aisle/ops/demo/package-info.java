@NullMarked
package dev.aisle.ops.demo;

import org.jspecify.annotations.NullMarked;
