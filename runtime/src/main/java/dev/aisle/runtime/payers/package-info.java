/// Who pays: the one place that holds payment tokens. Events and messages carry a reference.
@NullMarked
package dev.aisle.runtime.payers;

import org.jspecify.annotations.NullMarked;
