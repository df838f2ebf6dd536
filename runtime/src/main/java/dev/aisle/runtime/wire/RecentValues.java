package dev.aisle.runtime.wire;

import org.jspecify.annotations.Nullable;

/// One copy of each of the values that were seen last. Values must be immutable.
///
/// Threads may lose each other's copies, which costs memory and nothing else: whoever reads a place
/// finds a whole value there or none, for values have final fields alone.
final class RecentValues {

    /// A power of two. Two values that share a place displace each other.
    private static final int PLACES = 1 << 13;

    private final @Nullable Object[] recent = new @Nullable Object[PLACES];

    /// @return an equal value, the one of before where it is still known
    Object share(Object value) {
        int hash = value.hashCode() * 0x9E3779B9;
        int place = hash >>> (Integer.SIZE - 13);
        var known = recent[place];
        if (known != null && known.equals(value)) {
            return known;
        }
        recent[place] = value;
        return value;
    }
}
