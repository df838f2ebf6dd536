package dev.aisle.protocols.camera;

import dev.aisle.protocols.kernel.TrackId;
import java.util.List;

/// One person in a sighting.
///
/// @param poses in order of time, those since the sighting before
/// @param inHand in order of product code, over the camera's whole window
public record Seen(TrackId track, List<Pose> poses, List<InHand> inHand) {

    public Seen {
        poses = List.copyOf(poses);
        inHand = List.copyOf(inHand);
    }
}
