package dev.aisle.runtime.shelf;

/// Tells a change of level from noise, drift and shaking, in what a [DetectorRing] holds.
final class DetectorSense {

    /// A change of mean counts when it exceeds this share of the window's deviation. A step of any
    /// size reaches it with its fourth sample; on the rows of a recorded store that shook for
    /// seconds, with plate deviations up to 46 g, nothing did while it also exceeded the least
    /// change. Chosen.
    private static final double PLATE_SHARE = 0.5;

    /// The same for a row, whose plates shake together: 0.7 was seen. Chosen.
    private static final double ROW_SHARE = 1;

    private final DetectorRing ring;
    private final long change;
    private final long rowChange;
    private final long calm;

    DetectorSense(DetectorRing ring, DetectorSettings settings) {
        this.ring = ring;
        change = Math.round(settings.change() * DetectorRing.PER_GRAM);
        rowChange = Math.round(settings.rowChange() * DetectorRing.PER_GRAM);
        calm = change / 2;
    }

    /// Whether the means of the last two runs are alike on every plate.
    boolean isCalm() {
        if (ring.fill() < ring.window) {
            return false;
        }
        for (int plate = 0; plate < ring.plates; plate++) {
            if (exceeds(plate, ring.moved(plate), ring.movedUnit(), calm, PLATE_SHARE)) {
                return false;
            }
        }
        return true;
    }

    /// Age of the oldest sample that can be an onset: there must be some before it to compare with.
    int oldestOnset() {
        return ring.fill() - 1 - ring.run;
    }

    /// Age of the first sample of an unrest; below 0 where there is none.
    int onset() {
        if (ring.fill() < ring.window + ring.run) {
            return -1;
        }
        int onset = -1;
        for (int column = 0; column <= ring.row(); column++) {
            if (hasRisen(column)) {
                onset = Math.max(onset, onset(column));
            }
        }
        return onset;
    }

    private boolean hasRisen(int column) {
        return column == ring.row()
                ? exceeds(column, ring.risen(column), ring.risenUnit(), rowChange, ROW_SHARE)
                : exceeds(column, ring.risen(column), ring.risenUnit(), change, PLATE_SHARE);
    }

    private boolean exceeds(int column, long difference, long unit, long least, double share) {
        if (Math.abs(difference) <= least * unit) {
            return false;
        }
        double moved = (double) difference / unit;
        return moved * moved > share * share * ring.variance(column);
    }

    /// The older of two answers. Where readings are missing right before it, the unrest may have
    /// begun unseen.
    private int onset(int column) {
        int oldest = oldestOnset();
        double level = ring.mean(column, ring.window, ring.fill());
        double noise = ring.deviation(column, ring.window, ring.fill());
        double allowed = Math.max((double) calm, 2 * noise);
        double shift = ring.mean(column, 0, ring.run) - level;
        int touched = oldest;
        int shifted = oldest;
        double touch = 0;
        double rise = 0;
        for (int age = oldest; age >= 0; age--) {
            double off = ring.value(age, column) - level;
            touch = Math.max(0, touch + Math.abs(off) - allowed);
            rise = Math.max(0, rise + off * Math.signum(shift) - Math.abs(shift) / 2);
            touched = touch > 0 ? touched : Math.max(0, age - 1);
            shifted = rise > 0 ? shifted : Math.max(0, age - 1);
        }
        int onset = Math.max(touched, shifted);
        while (column < ring.row() && onset < oldest && ring.absent(onset + 1, column)) {
            onset++;
        }
        return onset;
    }
}
