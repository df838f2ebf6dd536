package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.aisle.protocols.kernel.StoreId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Which stores there are, in the table `aisle.stores`. A store is never taken out, so what was
/// found once is remembered.
final class StoreDirectory {

    private final CqlSession session;
    private final ConsistencyLevel consistency;
    private final PreparedStatement find;
    private final PreparedStatement add;
    private final Set<StoreId> known = ConcurrentHashMap.newKeySet();

    StoreDirectory(CqlSession session, ConsistencyLevel consistency) {
        this.session = session;
        this.consistency = consistency;
        find = session.prepare("SELECT store FROM aisle.stores WHERE store = ?");
        add =
                session.prepare(
                        "INSERT INTO aisle.stores (store, published_at) VALUES (?, toTimestamp(now()))");
    }

    CompletionStage<Boolean> exists(StoreId store) {
        if (known.contains(store)) {
            return CompletableFuture.completedFuture(true);
        }
        return session.executeAsync(
                        find.bind(store.value())
                                .setConsistencyLevel(consistency)
                                .setIdempotent(true))
                .thenApply(answer -> {
                    boolean found = answer.one() != null;
                    if (found) {
                        known.add(store);
                    }
                    return found;
                });
    }

    CompletionStage<Boolean> add(StoreId store) {
        return session.executeAsync(
                        add.bind(store.value())
                                .setConsistencyLevel(consistency)
                                .setIdempotent(true))
                .thenApply(_ -> known.add(store));
    }
}
