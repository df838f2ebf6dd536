@NullMarked
package dev.aisle.runtime.ingress;

import org.jspecify.annotations.NullMarked;
