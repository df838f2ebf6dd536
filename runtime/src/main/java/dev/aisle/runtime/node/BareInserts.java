package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The ceiling: rows of the journal, written again by the driver alone, so many at a time.
final class BareInserts {

    private final CqlSession session;
    private final PreparedStatement insert;
    private final ConsistencyLevel consistency;
    private final List<BenchRow> rows;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean going;

    BareInserts(CqlSession session, ConsistencyLevel consistency, List<BenchRow> rows) {
        this.session = session;
        this.insert = session.prepare(BenchRow.INSERT);
        this.consistency = consistency;
        this.rows = rows;
    }

    void start(int inFlight) {
        going = true;
        for (int i = 0; i < inFlight; i++) {
            underWay.incrementAndGet();
            one();
        }
    }

    private void one() {
        if (!going) {
            underWay.decrementAndGet();
            return;
        }
        long number = next.getAndIncrement();
        var row = rows.get((int) (number % rows.size()));
        var _ =
                session.executeAsync(
                                row.again(insert, number / rows.size())
                                        .setConsistencyLevel(consistency)
                                        .setIdempotent(true))
                        .whenComplete((_, failure) -> {
                            (failure == null ? done : failed).incrementAndGet();
                            one();
                        });
    }

    /// Returns once nothing is under way.
    void stop() throws InterruptedException {
        going = false;
        while (underWay.get() > 0) {
            BenchNode.rest(10);
        }
    }

    /// Rows that were acknowledged.
    long done() {
        return done.get();
    }

    /// @throws IllegalStateException where one was not: then the figure means nothing
    void check() {
        if (failed.get() > 0) {
            throw new IllegalStateException(failed.get() + " inserts failed");
        }
    }
}
