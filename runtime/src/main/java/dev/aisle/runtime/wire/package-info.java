/// How messages, events and states become bytes.
@NullMarked
package dev.aisle.runtime.wire;

import org.jspecify.annotations.NullMarked;
