package dev.aisle.ops.synthetic;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import java.util.List;

/// One reach into a shelf: something is taken, or put back.
///
/// @param at seconds from the beginning when the first weight leaves the plate, or touches it
/// @param pieces taken or put back, from 1
/// @param row where
/// @param plate that bears the most of it
/// @param loads what that does to plates, in order of time
/// @param target where the wrist is meanwhile
/// @param isLeft which hand
record Act(
        double at,
        boolean isTaken,
        ProductCode product,
        int pieces,
        DeviceId row,
        int plate,
        List<Load> loads,
        Position target,
        boolean isLeft) {

    /// The hand is on its way so long before, at the plate from so long before to so long after,
    /// and back by so long after.
    private static final double SETS_OUT = 0.95;

    private static final double ARRIVES = 0.42;
    private static final double STAYS = 0.18;
    private static final double BACK = 0.75;

    /// Things put back are let go of later than things are gripped.
    private static final double LINGERS = 0.25;

    /// Weight that comes onto a plate, or leaves it.
    ///
    /// @param at seconds from the beginning
    /// @param plate from 0
    /// @param grams below 0 where it leaves
    /// @param press of the hand, grams: before a piece is lifted, after one is put down
    record Load(double at, int plate, double grams, double press) {}

    Act {
        loads = List.copyOf(loads);
    }

    double last() {
        return loads.getLast().at();
    }

    /// Seconds from the beginning.
    double setsOut() {
        return at - SETS_OUT;
    }

    double isBack() {
        return last() + BACK + (isTaken ? 0 : LINGERS);
    }

    /// How far the hand is on its way to the plate, 0 to 1.
    double reach(double now) {
        double stays = last() + STAYS + (isTaken ? 0 : LINGERS);
        if (now <= at - ARRIVES) {
            return smooth((now - setsOut()) / (SETS_OUT - ARRIVES));
        }
        return now <= stays ? 1 : smooth((isBack() - now) / (BACK - STAYS));
    }

    /// From 0 to 1 without a jerk.
    static double smooth(double share) {
        double s = Math.clamp(share, 0.0, 1.0);
        return s * s * (3 - 2 * s);
    }
}
