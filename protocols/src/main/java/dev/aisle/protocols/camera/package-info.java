/// What cameras see.
@NullMarked
package dev.aisle.protocols.camera;

import org.jspecify.annotations.NullMarked;
