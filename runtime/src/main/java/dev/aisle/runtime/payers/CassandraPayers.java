package dev.aisle.runtime.payers;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import dev.aisle.protocols.kernel.PayerReference;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/// Payment tokens in the table `aisle.payers`.
public final class CassandraPayers implements Payers {

    private static final String TOKEN =
            "SELECT payment_token FROM aisle.payers WHERE reference = ?";
    private static final String KEEP =
            "INSERT INTO aisle.payers (reference, payment_token, kept_at) VALUES (?, ?, toTimestamp(now()))";
    private static final String FORGET = "DELETE FROM aisle.payers WHERE reference = ?";

    private final CqlSession session;
    private final ConsistencyLevel consistency;

    /// @param session stays the caller's to close
    /// @param consistency of reads and writes; a read must see every write that was answered
    public CassandraPayers(CqlSession session, ConsistencyLevel consistency) {
        this.session = session;
        this.consistency = consistency;
    }

    @Override
    public CompletionStage<Optional<String>> token(PayerReference reference) {
        return run(TOKEN, reference.value())
                .thenApply(rows -> Optional.ofNullable(rows.one()).map(row -> row.getString(0)));
    }

    @Override
    public CompletionStage<Done> keep(PayerReference reference, String token) {
        return run(KEEP, reference.value(), token).thenApply(_ -> Done.getInstance());
    }

    @Override
    public CompletionStage<Done> forget(PayerReference reference) {
        return run(FORGET, reference.value()).thenApply(_ -> Done.getInstance());
    }

    private CompletionStage<AsyncResultSet> run(String cql, String... values) {
        // The driver keeps what it has prepared.
        return session.prepareAsync(cql)
                .thenCompose(prepared ->
                        session.executeAsync(
                                prepared.boundStatementBuilder((Object[]) values)
                                        .setConsistencyLevel(consistency)
                                        .setIdempotence(true)
                                        .build()));
    }
}
