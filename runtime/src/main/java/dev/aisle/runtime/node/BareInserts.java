package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The ceiling: rows of the journal, written again by the driver alone, so many at a time.
final class BareInserts {

    /// What fails may fail at once, and would be tried again in the same call for ever.
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private static final long STEP = 10;
    private static final int PATIENCE = 3_000;

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
                            if (failure == null) {
                                done.incrementAndGet();
                                one();
                            } else {
                                failed.incrementAndGet();
                                LATER.execute(this::one);
                            }
                        });
    }

    /// Returns once nothing is under way.
    void stop() throws InterruptedException {
        going = false;
        for (int waited = 0; underWay.get() > 0; waited++) {
            if (waited > PATIENCE) {
                throw new IllegalStateException(underWay.get() + " inserts are not answered");
            }
            BenchNode.rest(STEP);
        }
    }

    /// Rows that were acknowledged.
    long done() {
        return done.get();
    }

    /// @throws IllegalStateException where more than one in a thousand was not: then the figure
    ///   means nothing
    void check() {
        if (1_000 * failed.get() > done.get()) {
            throw new IllegalStateException(
                    failed.get() + " inserts failed, " + done.get() + " did not");
        }
    }
}
