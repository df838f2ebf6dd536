package dev.aisle.runtime.node;

import java.io.Serial;

/// A node should listen where others may reach it, and encrypts nothing.
final class OpenAddress extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    private final String key;
    private final String host;

    OpenAddress(String key, String host) {
        super(
                key
                        + " is '"
                        + host
                        + "', which is no loopback address, and this version has no transport"
                        + " security: set it to 127.0.0.1, and have a proxy or tunnel that encrypts"
                        + " let others in");
        this.key = key;
        this.host = host;
    }

    String key() {
        return key;
    }

    String host() {
        return host;
    }
}
