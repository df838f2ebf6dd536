@NullMarked
package dev.aisle.runtime.node;

import org.jspecify.annotations.NullMarked;
