package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.typesafe.config.Config;
import dev.aisle.runtime.kernel.FenceWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Raises the alarm where two incarnations have written to one journal (rule 13): looks for numbers
/// with two writers whenever an incarnation finds itself replaced, and whenever one begins after
/// another.
final class JournalAuditor implements FenceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(JournalAuditor.class);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final AtomicLong saidAt = new AtomicLong(System.nanoTime() - PAUSE.toNanos() - 1);
    private final CqlSession session;
    private final PreparedStatement rows;
    private final Metrics metrics;
    private final ConsistencyLevel consistency;
    private final long partitionSize;
    private final long most;

    JournalAuditor(
            CqlSession session, ConsistencyLevel consistency, Config config, Metrics metrics) {
        this.session = session;
        this.metrics = metrics;
        this.consistency = consistency;
        partitionSize = config.getLong("pekko.persistence.cassandra.journal.target-partition-size");
        most = config.getLong("aisle.fence.renew-after");
        rows =
                session.prepare(
                        "SELECT sequence_nr, writer_uuid, ser_manifest FROM aisle.messages"
                                + " WHERE persistence_id = ? AND partition_nr = ?"
                                + " AND sequence_nr >= ?");
    }

    @Override
    public void fenced(String persistenceId, long own, long found, long number) {
        metrics.fenced();
        LOG.warn(
                "{} was taken over: epoch {} found {}. What it wrote last was told to nobody.",
                persistenceId,
                own,
                found);
        audit(persistenceId, number);
    }

    /// A line a minute at most: an entity that does not start drops all that its store sends.
    @Override
    public void dropped(String persistenceId) {
        metrics.dropped();
        long now = System.nanoTime();
        long before = saidAt.get();
        if (now - before > PAUSE.toNanos() && saidAt.compareAndSet(before, now)) {
            LOG.warn(
                    "{} has not started yet and drops commands: aisle.fence.stash is full."
                            + " Nothing is lost, it is sent again.",
                    persistenceId);
        }
    }

    @Override
    public void started(String persistenceId, long epoch, long number) {
        if (epoch > 1) {
            audit(persistenceId, number);
        }
    }

    /// Looks at what was written since the incarnation before the one that wrote `number` began: no
    /// more than an incarnation writes before it renews itself. What lies before was looked at when
    /// that one began.
    private void audit(String persistenceId, long number) {
        long from = Math.max(1, number - most);
        read(persistenceId, from, (from - 1) / partitionSize, new ArrayList<>())
                .whenComplete((written, failure) -> {
                    if (failure != null) {
                        LOG.warn("the journal of {} can't be audited", persistenceId, failure);
                        return;
                    }
                    report(persistenceId, Overlap.of(written, number));
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
            String persistenceId, long from, long partition, List<Overlap.Written> written) {
        int before = written.size();
        return session.executeAsync(
                        rows.bind(persistenceId, partition, from)
                                .setConsistencyLevel(consistency)
                                .setIdempotent(true))
                .thenCompose(page -> collect(page, written))
                .thenCompose(all ->
                        all.size() == before
                                ? CompletableFuture.completedFuture(all)
                                : read(persistenceId, from, partition + 1, all));
    }

    private static CompletionStage<List<Overlap.Written>> collect(
            AsyncResultSet page, List<Overlap.Written> written) {
        page.currentPage()
                .forEach(row ->
                        written.add(
                                new Overlap.Written(
                                        row.getLong("sequence_nr"),
                                        String.valueOf(row.getString("writer_uuid")),
                                        String.valueOf(row.getString("ser_manifest"))
                                                .endsWith(".Started"))));
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> collect(next, written))
                : CompletableFuture.completedFuture(written);
    }
}
