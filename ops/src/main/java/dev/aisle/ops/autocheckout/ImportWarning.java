package dev.aisle.ops.autocheckout;

/// A foreign oddity that was worked around.
///
/// @param file where it stands
/// @param what the oddity and what was done about it
/// @param count how often
public record ImportWarning(String file, String what, int count) {

    @Override
    public String toString() {
        return file + ": " + what + (count == 1 ? "" : " (" + count + " times)");
    }
}
