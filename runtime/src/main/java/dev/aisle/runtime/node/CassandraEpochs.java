package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.aisle.runtime.kernel.Epochs;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Epochs in the table `aisle.epochs`, on the journal's own session. Raised by compare-and-set,
/// which is never repeated blindly: an unknown outcome is read again at SERIAL, and then raised
/// again.
final class CassandraEpochs implements Epochs {

    private final CqlSession session;
    private final ConsistencyLevel consistency;
    private final PreparedStatement read;
    private final PreparedStatement first;
    private final PreparedStatement next;

    CassandraEpochs(CqlSession session, ConsistencyLevel consistency) {
        this.session = session;
        this.consistency = consistency;
        read = session.prepare("SELECT epoch FROM aisle.epochs WHERE id = ?");
        first = session.prepare("INSERT INTO aisle.epochs (id, epoch) VALUES (?, ?) IF NOT EXISTS");
        next = session.prepare("UPDATE aisle.epochs SET epoch = ? WHERE id = ? IF epoch = ?");
    }

    @Override
    public CompletionStage<Long> raise(String persistenceId) {
        return read(persistenceId, ConsistencyLevel.SERIAL)
                .thenCompose(known -> raise(persistenceId, known));
    }

    private CompletionStage<Long> raise(String id, Optional<Long> known) {
        long raised = known.orElse(0L) + 1;
        var statement =
                known.isEmpty() ? first.bind(id, raised) : next.bind(raised, id, known.get());
        return session.executeAsync(
                        statement
                                .setConsistencyLevel(consistency)
                                .setSerialConsistencyLevel(ConsistencyLevel.SERIAL)
                                .setIdempotent(false))
                .thenCompose(answer ->
                        answer.wasApplied()
                                ? CompletableFuture.completedFuture(raised)
                                : raise(id, epoch(answer.one())));
    }

    private static Optional<Long> epoch(@Nullable Row row) {
        return Optional.ofNullable(row).map(each -> each.getLong("epoch"));
    }

    @Override
    public CompletionStage<Long> read(String persistenceId) {
        return read(persistenceId, consistency).thenApply(known -> known.orElse(0L));
    }

    private CompletionStage<Optional<Long>> read(String id, ConsistencyLevel level) {
        return session.executeAsync(
                        Objects.requireNonNull(read.bind(id))
                                .setConsistencyLevel(level)
                                .setIdempotent(true))
                .thenApply(answer -> epoch(answer.one()));
    }
}
