package dev.aisle.protocols.kernel;

/// A point in the store, metres, on the blueprint's axes.
public record Position(float x, float y, float z) {

    /// Metres in a straight line.
    public double distanceTo(Position other) {
        double dx = x - other.x;
        double dy = y - other.y;
        double dz = z - other.z;
        return StrictMath.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
