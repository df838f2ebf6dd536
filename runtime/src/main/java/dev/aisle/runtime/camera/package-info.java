/// Cameras: from frames to sightings.
@NullMarked
package dev.aisle.runtime.camera;

import org.jspecify.annotations.NullMarked;
