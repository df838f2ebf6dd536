package dev.aisle.protocols.shelf;

import java.util.Arrays;
import java.util.Locale;

/// A detector's whole state between two samples, spelled as bytes by the detector of this version.
/// Bytes, for it is large, changes with every version and is read by nobody else.
@SuppressWarnings("ArrayRecordComponent") // copied in and out, compared by content
public record DetectorState(int version, byte[] bytes) {

    public DetectorState {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DetectorState(var otherVersion, var otherBytes)
                && version == otherVersion
                && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
        return 31 * version + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "DetectorState[version=%d, %d bytes]", version, bytes.length);
    }
}
