package dev.aisle.protocols.kernel;

/// A box with sides along the axes, metres.
///
/// Building one throws `IllegalArgumentException` where a side is negative or no number.
public record Box(Position low, Position high) {

    public Box {
        if (!(low.x() <= high.x() && low.y() <= high.y() && low.z() <= high.z())) {
            throw new IllegalArgumentException("box turned inside out: " + low + " to " + high);
        }
    }

    public Position centre() {
        return new Position(
                (low.x() + high.x()) / 2, (low.y() + high.y()) / 2, (low.z() + high.z()) / 2);
    }

    /// Metres from the nearest point of the box; 0 inside.
    public double distanceTo(Position point) {
        return point.distanceTo(
                new Position(
                        Math.clamp(point.x(), low.x(), high.x()),
                        Math.clamp(point.y(), low.y(), high.y()),
                        Math.clamp(point.z(), low.z(), high.z())));
    }

    /// Whether the two share more than `tolerance` metres on every axis.
    public boolean overlaps(Box other, double tolerance) {
        return shared(low.x(), high.x(), other.low.x(), other.high.x()) > tolerance
                && shared(low.y(), high.y(), other.low.y(), other.high.y()) > tolerance
                && shared(low.z(), high.z(), other.low.z(), other.high.z()) > tolerance;
    }

    private static double shared(float low, float high, float otherLow, float otherHigh) {
        return Math.min(high, otherHigh) - Math.max(low, otherLow);
    }
}
