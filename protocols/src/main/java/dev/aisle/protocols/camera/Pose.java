package dev.aisle.protocols.camera;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import java.util.Optional;

/// Where one person's head and hands were at one instant. A joint that was not seen is absent.
public record Pose(
        EventTime at, Optional<Position> head, Optional<Position> left, Optional<Position> right) {}
