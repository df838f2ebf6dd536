/// Who took what: the store's decision log.
@NullMarked
package dev.aisle.protocols.attribution;

import org.jspecify.annotations.NullMarked;
