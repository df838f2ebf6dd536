package dev.aisle.ops.synthetic;

import dev.aisle.protocols.kernel.TrackId;
import java.util.List;
import java.util.Optional;

/// One person: where they walk, and what they do.
///
/// @param tall their height over that of 1.75 m
/// @param acts in order of time
/// @param byDoor the door tells that they left; else they are only seen no more
/// @param card shown at the door, and at the terminal no more
/// @param leader whose group they are of: whoever came in before with the same card
/// @param isStaff works here
record Visitor(
        TrackId track,
        double tall,
        Walk walk,
        List<Act> acts,
        Optional<Payment> payment,
        boolean byDoor,
        Optional<String> card,
        Optional<TrackId> leader,
        boolean isStaff) {

    /// @param at seconds from the beginning
    record Payment(String token, double at) {}

    Visitor {
        acts = List.copyOf(acts);
    }

    /// Where they are at a time, seconds; absent before they come and after they have gone.
    Optional<Spot> at(double when) {
        return when > walk.begin() && when < walk.end()
                ? Optional.of(new Spot(walk.x(when), walk.y(when)))
                : Optional.empty();
    }
}
