package dev.aisle.runtime.kernel;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The epoch of an entity can't be read or raised; the entity begins again.
public final class EpochUnavailable extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    EpochUnavailable(String persistenceId, @Nullable Throwable cause) {
        super("the epoch of " + persistenceId + " is out of reach", cause);
    }
}
