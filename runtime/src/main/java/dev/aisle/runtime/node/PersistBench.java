package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Attributors and shoppers, as they are, against the bare driver: in turn, on one Cassandra, with
/// the same rows.
///
/// What the product wrote is counted in the journal itself, by the time in each row, once all is
/// measured.
final class PersistBench {

    private static final Logger LOG = LoggerFactory.getLogger(PersistBench.class);
    private static final int SAMPLE = 20_000;
    private static final int PAGE = 5_000;
    private static final long MILLIS = 1_000_000;

    /// Both sides are warmed up in turns, as they are measured: code that is compiled while one of
    /// them runs alone is thrown away when the other begins.
    private static final int WARM_UPS = 3;

    private static final long RAMP = 2_000;
    private static final long CALM = 3_000;

    private final BenchLines cast;
    private final BenchSettings settings;
    private final CqlSession session;
    private final ConsistencyLevel consistency;

    PersistBench(
            BenchLines cast,
            BenchSettings settings,
            CqlSession session,
            ConsistencyLevel consistency) {
        this.cast = cast;
        this.settings = settings;
        this.session = session;
        this.consistency = consistency;
    }

    /// One round of either side.
    ///
    /// @param decisions rows of Attributors in the round
    /// @param baskets rows of shoppers in the round
    /// @param bare rows of the bare driver in its round
    record Round(
            long decisions, long baskets, double persistedSeconds, long bare, double bareSeconds) {}

    /// @param sampleBytes mean of an event's bytes in the rows that the bare driver writes
    record Report(List<Round> rounds, double sampleBytes) {}

    private record Window(long from, long to) {
        boolean holds(long millis) {
            return from <= millis && millis < to;
        }

        double seconds() {
            return (to - from) / 1e3;
        }
    }

    private record Bare(long rows, double seconds) {}

    Report run() throws InterruptedException {
        var turn = settings.warmUp().dividedBy(WARM_UPS);
        cast.open();
        BenchNode.rest(turn.toMillis());
        pause();
        var rows = sample();
        LOG.info("{} rows are written again by the bare driver", rows.size());
        var inserts = new BareInserts(session, consistency, rows);
        bare(inserts, turn);
        for (int again = 1; again < WARM_UPS; again++) {
            product(turn);
            bare(inserts, turn);
        }
        var windows = new ArrayList<Window>();
        var bares = new ArrayList<Bare>();
        for (int round = 0; round < settings.rounds(); round++) {
            windows.add(product(settings.round()));
            var bare = bare(inserts, settings.round());
            bares.add(bare);
            LOG.info("round {}: bare {}/s", round + 1, Math.round(bare.rows() / bare.seconds()));
        }
        inserts.check();
        return new Report(
                counted(windows, bares),
                rows.stream().mapToInt(row -> row.event().remaining()).average().orElse(0));
    }

    private Window product(Duration length) throws InterruptedException {
        cast.goOn(true);
        BenchNode.rest(RAMP);
        long from = now();
        BenchNode.rest(length.toMillis());
        long to = now();
        pause();
        return new Window(from, to);
    }

    private void pause() throws InterruptedException {
        cast.goOn(false);
        BenchNode.rest(CALM);
    }

    private Bare bare(BareInserts inserts, Duration length) throws InterruptedException {
        inserts.start(settings.inFlight());
        BenchNode.rest(RAMP);
        long before = inserts.done();
        long from = System.nanoTime();
        BenchNode.rest(length.toMillis());
        long rows = inserts.done() - before;
        double seconds = (System.nanoTime() - from) / 1e9;
        inserts.stop();
        return new Bare(rows, seconds);
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    /// In an order that spreads each journal's rows.
    private List<BenchRow> sample() {
        var rows = new ArrayList<BenchRow>();
        for (var row :
                session.execute(
                        SimpleStatement.newInstance("SELECT * FROM aisle.messages LIMIT " + SAMPLE)
                                .setPageSize(PAGE))) {
            rows.add(BenchRow.of(row));
        }
        Collections.shuffle(rows, new Random(1));
        return List.copyOf(rows);
    }

    private List<Round> counted(List<Window> windows, List<Bare> bares) {
        var decisions = new long[windows.size()];
        var baskets = new long[windows.size()];
        for (var row :
                session.execute(
                        SimpleStatement.newInstance(
                                        "SELECT persistence_id, timestamp FROM aisle.messages")
                                .setPageSize(PAGE)
                                .setTimeout(Duration.ofNanos(60_000 * MILLIS)))) {
            var id = Objects.requireNonNull(row.getString(0));
            if (BenchRow.isBare(id)) {
                continue;
            }
            long written = Uuids.unixTimestamp(Objects.requireNonNull(row.getUuid(1)));
            for (int i = 0; i < windows.size(); i++) {
                if (windows.get(i).holds(written)) {
                    (id.startsWith("Shopper|") ? baskets : decisions)[i]++;
                }
            }
        }
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < windows.size(); i++) {
            rounds.add(
                    new Round(
                            decisions[i],
                            baskets[i],
                            windows.get(i).seconds(),
                            bares.get(i).rows(),
                            bares.get(i).seconds()));
        }
        return rounds;
    }
}
