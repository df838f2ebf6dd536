package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.http.Sources;
import dev.aisle.runtime.kernel.Tokens.Grant;
import java.util.ArrayList;
import java.util.Optional;
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
    private final PreparedStatement first;
    private final PreparedStatement next;
    private final Set<StoreId> known = ConcurrentHashMap.newKeySet();

    StoreDirectory(CqlSession session, ConsistencyLevel consistency) {
        this.session = session;
        this.consistency = consistency;
        find = session.prepare("SELECT store FROM aisle.stores WHERE store = ?");
        first = session.prepare("SELECT store FROM aisle.stores LIMIT ?");
        next =
                session.prepare(
                        "SELECT store FROM aisle.stores WHERE token(store) > token(?) LIMIT ?");
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

    /// Those that a grant covers, in the order in which the database keeps them. A page may be
    /// shorter than asked for, though others follow: what is not covered is left out of it.
    CompletionStage<Sources.Stores> list(Grant grant, Optional<StoreId> after, int most) {
        var page =
                after.map(last -> next.bind(last.value(), most)).orElseGet(() -> first.bind(most));
        return session.executeAsync(page.setConsistencyLevel(consistency).setIdempotent(true))
                .thenApply(answer -> {
                    var found = new ArrayList<StoreId>();
                    answer.currentPage()
                            .forEach(row ->
                                    found.add(new StoreId(String.valueOf(row.getString("store")))));
                    return new Sources.Stores(
                            found.stream().filter(grant::covers).toList(),
                            found.size() == most ? Optional.of(found.getLast()) : Optional.empty());
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
