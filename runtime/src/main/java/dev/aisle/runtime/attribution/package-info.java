/// Attribution: who took what, in event time.
@NullMarked
package dev.aisle.runtime.attribution;

import org.jspecify.annotations.NullMarked;
