package dev.aisle.protocols.device;

import dev.aisle.protocols.device.v1.Hello;

/// Versions of the device protocol. One is raised where a gateway uses what older nodes would not
/// understand; what is merely added and may be overlooked raises none.
public final class ProtocolVersion {

    /// The highest that this code speaks.
    public static final int NEWEST = 1;

    private ProtocolVersion() {}

    /// The version that a gateway speaks: those of the first named none.
    public static int of(Hello hello) {
        // Unsigned in the protocol, so that the highest would look negative.
        long protocol = Integer.toUnsignedLong(hello.getProtocol());
        return Math.clamp(protocol, 1, Integer.MAX_VALUE);
    }
}
