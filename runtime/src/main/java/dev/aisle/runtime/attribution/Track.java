package dev.aisle.runtime.attribution;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.VisitId;

/// Somebody whom cameras see.
///
/// @param left went out by a door; what cameras still see of the track opens no new visit
public record Track(VisitId visit, EventTime lastSeen, boolean left) {

    Track seen(EventTime at) {
        return new Track(visit, EventTime.max(lastSeen, at), left);
    }

    Track gone() {
        return new Track(visit, lastSeen, true);
    }
}
