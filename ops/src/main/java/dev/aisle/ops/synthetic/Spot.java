package dev.aisle.ops.synthetic;

/// A point of the floor, metres.
record Spot(double x, double y) {

    double to(Spot other) {
        return to(other.x, other.y);
    }

    double to(double toX, double toY) {
        double dx = x - toX;
        double dy = y - toY;
        return StrictMath.sqrt(dx * dx + dy * dy);
    }

    /// The point at this share of the way to another.
    Spot towards(Spot other, double share) {
        return new Spot(x + (other.x - x) * share, y + (other.y - y) * share);
    }
}
