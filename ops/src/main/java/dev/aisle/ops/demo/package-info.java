/// `aisle demo`: a whole store runs in front of who starts it, and is compared with the truth.
@NullMarked
package dev.aisle.ops.demo;

import org.jspecify.annotations.NullMarked;
