package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.aisle.runtime.kernel.FenceWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Raises the alarm where two incarnations have written to one journal (rule 13): looks for numbers
/// with two writers whenever an incarnation finds itself replaced, and whenever one begins after
/// another.
final class JournalAuditor implements FenceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(JournalAuditor.class);

    private final CqlSession session;
    private final PreparedStatement rows;
    private final Metrics metrics;
    private final ConsistencyLevel consistency;

    JournalAuditor(CqlSession session, ConsistencyLevel consistency, Metrics metrics) {
        this.session = session;
        this.metrics = metrics;
        this.consistency = consistency;
        rows =
                session.prepare(
                        "SELECT sequence_nr, writer_uuid FROM aisle.messages"
                                + " WHERE persistence_id = ? AND partition_nr = ?");
    }

    @Override
    public void fenced(String persistenceId, long own, long found) {
        metrics.fenced();
        LOG.warn(
                "{} was taken over: epoch {} found {}. What it wrote last was told to nobody.",
                persistenceId,
                own,
                found);
        audit(persistenceId);
    }

    @Override
    public void started(String persistenceId, long epoch) {
        if (epoch > 1) {
            audit(persistenceId);
        }
    }

    private void audit(String persistenceId) {
        read(persistenceId, 0, new ArrayList<>())
                .whenComplete((written, failure) -> {
                    if (failure != null) {
                        LOG.warn("the journal of {} can't be audited", persistenceId, failure);
                        return;
                    }
                    report(persistenceId, Overlap.of(written));
                });
    }

    private void report(String persistenceId, Overlap overlap) {
        if (!overlap.numbers().isEmpty()) {
            metrics.overlap(overlap.numbers().size());
            LOG.error(
                    "ALARM: two incarnations of {} have written the journal's numbers {}."
                            + " Nothing is lost: the older one's were told to nobody.",
                    persistenceId,
                    overlap.numbers());
        }
    }

    /// Partition by partition, until one is empty.
    private CompletionStage<List<Overlap.Written>> read(
            String persistenceId, long partition, List<Overlap.Written> written) {
        int before = written.size();
        return session.executeAsync(
                        rows.bind(persistenceId, partition)
                                .setConsistencyLevel(consistency)
                                .setIdempotent(true))
                .thenCompose(page -> collect(page, written))
                .thenCompose(all ->
                        all.size() == before
                                ? CompletableFuture.completedFuture(all)
                                : read(persistenceId, partition + 1, all));
    }

    private static CompletionStage<List<Overlap.Written>> collect(
            AsyncResultSet page, List<Overlap.Written> written) {
        page.currentPage()
                .forEach(row ->
                        written.add(
                                new Overlap.Written(
                                        row.getLong("sequence_nr"),
                                        String.valueOf(row.getString("writer_uuid")))));
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> collect(next, written))
                : CompletableFuture.completedFuture(written);
    }
}
