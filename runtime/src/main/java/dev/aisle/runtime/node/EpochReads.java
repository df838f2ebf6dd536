package dev.aisle.runtime.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Reads epochs together: while `parallel` queries are under way, whoever asks waits for the next,
/// which reads for all of them. No query that began before somebody asked answers that one, for
/// what it read may be older than the event that is to be confirmed.
///
/// Where a query fails each of its epochs is read alone: replicas that some of them lie on may be
/// out of reach, and others are not to suffer for it.
final class EpochReads {

    private record Asked(String id, CompletableFuture<Long> epoch) {}

    private final int parallel;
    private final int most;
    private final Function<List<String>, CompletionStage<Map<String, Long>>> query;
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private int underWay;

    /// @param most epochs of one query
    /// @param query answers with the epochs of those that have one
    EpochReads(
            int parallel,
            int most,
            Function<List<String>, CompletionStage<Map<String, Long>>> query) {
        this.parallel = parallel;
        this.most = most;
        this.query = query;
    }

    /// 0 where there is none yet.
    CompletionStage<Long> read(String id) {
        var asked = new Asked(id, new CompletableFuture<>());
        synchronized (this) {
            waiting.add(asked);
        }
        goOn();
        return asked.epoch();
    }

    private void goOn() {
        for (var next = next(); !next.isEmpty(); next = next()) {
            var batch = next;
            var _ =
                    query.apply(batch.stream().map(Asked::id).distinct().toList())
                            .whenComplete((found, failure) -> {
                                ended();
                                if (failure == null) {
                                    batch.forEach(each -> answer(each, found));
                                } else {
                                    failed(batch, failure);
                                }
                                goOn();
                            });
        }
    }

    private synchronized List<Asked> next() {
        var batch = new ArrayList<Asked>();
        if (underWay < parallel) {
            while (batch.size() < most && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
        }
        underWay += batch.isEmpty() ? 0 : 1;
        return batch;
    }

    private synchronized void ended() {
        underWay--;
    }

    private static void answer(Asked asked, Map<String, Long> found) {
        asked.epoch().complete(found.getOrDefault(asked.id(), 0L));
    }

    private void failed(List<Asked> batch, Throwable failure) {
        if (batch.size() == 1) {
            batch.getFirst().epoch().completeExceptionally(failure);
            return;
        }
        for (var each : batch) {
            var _ =
                    query.apply(List.of(each.id()))
                            .whenComplete((found, again) -> {
                                if (again == null) {
                                    answer(each, found);
                                } else {
                                    each.epoch().completeExceptionally(again);
                                }
                            });
        }
    }
}
