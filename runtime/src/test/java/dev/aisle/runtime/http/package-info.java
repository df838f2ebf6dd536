@NullMarked
package dev.aisle.runtime.http;

import org.jspecify.annotations.NullMarked;
