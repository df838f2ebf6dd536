package dev.aisle.runtime.kernel;

import java.io.Serial;

/// An entity restarts itself after so many events, for a fresh snapshot (rule 13).
final class Renewal extends RuntimeException {

    @Serial private static final long serialVersionUID = 1;

    Renewal(String persistenceId) {
        super("renewed: " + persistenceId, null, false, false);
    }
}
