@NullMarked
package dev.aisle.runtime.camera;

import org.jspecify.annotations.NullMarked;
