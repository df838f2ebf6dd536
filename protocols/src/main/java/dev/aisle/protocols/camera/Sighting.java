package dev.aisle.protocols.camera;

import dev.aisle.protocols.kernel.EventTime;
import java.util.List;

/// Whom a camera saw, said for one instant of a grid: a function of its frames in (at − W, at]
/// alone.
///
/// @param people in order of track
public record Sighting(EventTime at, List<Seen> people) {

    public Sighting {
        people = List.copyOf(people);
    }
}
