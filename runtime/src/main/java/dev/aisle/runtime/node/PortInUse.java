package dev.aisle.runtime.node;

import java.io.Serial;
import java.net.BindException;
import java.util.Objects;
import java.util.stream.Stream;

/// A port can't be bound.
final class PortInUse extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;
    private static final int CAUSES = 10;

    PortInUse(String key, int port, Throwable cause) {
        super("port " + port + " can't be bound: free it, or set " + key + " to another", cause);
    }

    /// Whether something failed because an address can't be bound.
    static boolean isCauseOf(Throwable failed) {
        return Stream.iterate(failed, Objects::nonNull, Throwable::getCause)
                .limit(CAUSES)
                .anyMatch(BindException.class::isInstance);
    }
}
