package dev.aisle.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class EpochReadsTest {

    private record Query(List<String> ids, CompletableFuture<Map<String, Long>> answer) {}

    private final List<Query> queries = new ArrayList<>();
    private final EpochReads reads = new EpochReads(1, 3, this::ask);

    @Test
    void whoAsksWhileNothingIsUnderWayIsReadAtOnce() {
        var _ = reads.read("a");

        assertThat(asked()).containsExactly(List.of("a"));
    }

    @Test
    void thoseWhoAskWhileAQueryIsUnderWayShareTheNext() {
        var _ = reads.read("a");
        var _ = reads.read("b");
        var _ = reads.read("c");
        queries.getFirst().answer().complete(Map.of("a", 1L));

        assertThat(asked()).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void whoAsksAgainIsNotAnsweredByAQueryThatBeganBefore() {
        var _ = reads.read("a");
        var again = reads.read("a").toCompletableFuture();
        queries.getFirst().answer().complete(Map.of("a", 1L));
        queries.getLast().answer().complete(Map.of("a", 2L));

        assertThat(again).isCompletedWithValue(2L);
    }

    @Test
    void aQueryReadsNoMoreThanItMay() {
        var _ = reads.read("a");
        List.of("b", "c", "d", "e").forEach(reads::read);
        queries.getFirst().answer().complete(Map.of());

        assertThat(queries.getLast().ids()).containsExactly("b", "c", "d");
    }

    @Test
    void oneThatHasNoEpochHasZero() {
        var epoch = reads.read("a").toCompletableFuture();
        queries.getFirst().answer().complete(Map.of());

        assertThat(epoch).isCompletedWithValue(0L);
    }

    @Test
    void whereAQueryOfSeveralFailsEachIsReadAlone() {
        var _ = reads.read("a");
        var b = reads.read("b").toCompletableFuture();
        var c = reads.read("c").toCompletableFuture();
        queries.getFirst().answer().complete(Map.of());
        queries.getLast().answer().completeExceptionally(new IllegalStateException("lost"));
        queries.get(2).answer().complete(Map.of("b", 5L));
        queries.get(3).answer().completeExceptionally(new IllegalStateException("lost"));

        assertThat(b).isCompletedWithValue(5L);
        assertThat(c).isCompletedExceptionally();
    }

    private CompletionStage<Map<String, Long>> ask(List<String> ids) {
        var query = new Query(ids, new CompletableFuture<>());
        queries.add(query);
        return query.answer();
    }

    private List<List<String>> asked() {
        return queries.stream().map(Query::ids).toList();
    }
}
