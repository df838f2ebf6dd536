package dev.aisle.runtime.node;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.connectors.cassandra.javadsl.CassandraSessionRegistry;

/// A node is ready only while its journal answers.
public final class JournalCheck implements Supplier<CompletionStage<Boolean>> {

    private final ActorSystem system;

    /// Called by Pekko Management.
    public JournalCheck(ActorSystem system) {
        this.system = system;
    }

    @Override
    public CompletionStage<Boolean> get() {
        return CassandraSessionRegistry.get(system)
                .sessionFor("pekko.persistence.cassandra")
                .selectOne("SELECT epoch FROM aisle.epochs WHERE id = 'readiness'")
                .thenApply(_ -> true);
    }
}
