package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.PlacementPolicy;
import dev.aisle.protocols.store.StoreEvent;
import dev.aisle.runtime.store.PlacementBook;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All stores and where each may live, as the table `aisle.stores` has it: read before this node
/// places anything, and again and again.
final class StorePolicies implements PlacementBook {

    private static final Logger LOG = LoggerFactory.getLogger(StorePolicies.class);
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

    private final CqlSession session;
    private final ConsistencyLevel consistency;
    private final PreparedStatement keep;
    private final BoundStatement all;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile SortedMap<StoreId, PlacementPolicy> known = Collections.emptySortedMap();

    StorePolicies(CqlSession session, ConsistencyLevel consistency) {
        this.session = session;
        this.consistency = consistency;
        // By its revision as the time of writing, the newest stays, whoever writes last.
        this.keep =
                session.prepare(
                        "UPDATE aisle.stores USING TIMESTAMP ? SET placement = ? WHERE store = ?");
        this.all =
                session.prepare("SELECT store, placement FROM aisle.stores")
                        .bind()
                        .setConsistencyLevel(consistency)
                        .setIdempotent(true);
    }

    @Override
    public CompletionStage<?> keep(StoreId store, StoreEvent.Placed placed) {
        return session.executeAsync(
                keep.bind(placed.revision() * 1L, spelled(placed.policy()), store.value())
                        .setConsistencyLevel(consistency)
                        .setIdempotent(true));
    }

    private static String spelled(PlacementPolicy policy) {
        try {
            return JSON.writeValueAsString(policy);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// As last read.
    SortedMap<StoreId, PlacementPolicy> known() {
        return known;
    }

    /// Reads them once, to the end, and from then on at an interval.
    void follow(ActorSystem<?> system, Duration interval) {
        read().toCompletableFuture().join();
        var _ =
                system.scheduler()
                        .scheduleWithFixedDelay(
                                interval, interval, this::readAgain, system.executionContext());
    }

    private void readAgain() {
        if (reading.compareAndSet(false, true)) {
            var _ =
                    read().whenComplete((_, failed) -> {
                        reading.set(false);
                        if (failed != null) {
                            LOG.warn(
                                    "stores keep the places that are known: {}", failed.toString());
                        }
                    });
        }
    }

    private CompletionStage<Void> read() {
        var found = new TreeMap<StoreId, PlacementPolicy>();
        return session.executeAsync(all)
                .thenCompose(page -> read(page, found))
                .thenAccept(_ -> known = Collections.unmodifiableSortedMap(found));
    }

    private static CompletionStage<Void> read(
            AsyncResultSet page, SortedMap<StoreId, PlacementPolicy> found) {
        page.currentPage()
                .forEach(row ->
                        found.put(
                                new StoreId(String.valueOf(row.getString("store"))), policy(row)));
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> read(next, found))
                : CompletableFuture.completedFuture(null);
    }

    private static PlacementPolicy policy(Row row) {
        var placement = row.getString("placement");
        if (placement == null) {
            return PlacementPolicy.ANYWHERE;
        }
        try {
            return JSON.readValue(placement, PlacementPolicy.class);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
