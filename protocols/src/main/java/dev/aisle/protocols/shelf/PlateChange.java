package dev.aisle.protocols.shelf;

/// What one plate of a row felt during an interaction, grams.
///
/// @param plate from 1, as in the blueprint
/// @param before mean before the onset
/// @param after mean once settled
/// @param noise the plate's deviation while nobody touched it
/// @param missing samples of the interaction that had no reading for this plate
public record PlateChange(int plate, double before, double after, double noise, int missing) {

    /// Below 0 where something was taken.
    public double change() {
        return after - before;
    }
}
