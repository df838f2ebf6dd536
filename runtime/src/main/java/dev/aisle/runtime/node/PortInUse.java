package dev.aisle.runtime.node;

import java.io.Serial;

/// A port can't be bound.
final class PortInUse extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    PortInUse(String key, int port, Throwable cause) {
        super("port " + port + " can't be bound: free it, or set " + key + " to another", cause);
    }
}
