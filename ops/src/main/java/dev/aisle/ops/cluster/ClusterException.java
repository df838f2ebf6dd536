package dev.aisle.ops.cluster;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A cluster can't be started or does not answer. The message names the thing and what to do.
public final class ClusterException extends Exception {

    @Serial private static final long serialVersionUID = 1;

    public ClusterException(String what, String remedy, @Nullable Throwable cause) {
        super(what + ": " + remedy, cause);
    }

    public ClusterException(String what, String remedy) {
        this(what, remedy, null);
    }
}
