package dev.aisle.runtime.shelf;

import java.time.Duration;

/// By what a [Detector] tells a change of level from noise. A version of the detector stands for
/// one set of these; others are for experiments.
///
/// `window`, `run`, `change` and `rowChange` are the figures of MPS (CMU, AutoCheckout competition
/// 2020: 60 samples, 30 samples, 10 g, row deviation 20 g) at 60 Hz. Two things differ from MPS.
/// The 20 g are asked of a row's change of mean, not of its deviation: in a real store a gondola
/// that somebody leans against shakes for seconds with a row deviation of 20 to 100 g, while no
/// mean over half a second moves by 10 g on any plate. And a plate's own change is enough, so that
/// two opposing changes on one row are not lost.
///
/// @param window samples over which a level's deviation is taken, and the means before and after; 4
///   to 64
/// @param run samples that a level must last to count as one: of the means that are compared, and
///   of calm before an interaction counts as over; below `window`
/// @param change grams by which one plate must change
/// @param rowChange grams by which a row must change where no plate changes enough
/// @param maxLength event time after which an interaction is closed by force, and the longest hole
///   across which weights are compared
public record DetectorSettings(
        int window, int run, double change, double rowChange, Duration maxLength) {

    /// Those of version 1.
    public static final DetectorSettings STANDARD =
            new DetectorSettings(60, 30, 10, 20, Duration.ofSeconds(60));

    public DetectorSettings {
        if (window < 4 || window > 64 || run < 1 || run >= window) {
            throw new IllegalArgumentException(
                    "detector needs 4 to 64 samples in a window and a shorter run: "
                            + window
                            + ", "
                            + run);
        }
        if (!(change > 0 && rowChange > 0) || !maxLength.isPositive()) {
            throw new IllegalArgumentException(
                    "changes and maximum length must be above 0: "
                            + change
                            + ", "
                            + rowChange
                            + ", "
                            + maxLength);
        }
    }
}
