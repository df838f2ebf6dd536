package dev.aisle.ops.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.aisle.ops.cluster.ClusterException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GuardTest {

    private final ClusterException dead = new ClusterException("node-1 ended", "look");

    private final CompletableFuture<ClusterException> failure = new CompletableFuture<>();

    @Test
    void workInPeaceHasItsOutcome() throws Exception {
        assertThat(Guard.during(failure, () -> "done")).isEqualTo("done");
    }

    @Test
    void workThatWaitsForADeadClusterIsGivenUp() {
        var waits = new CountDownLatch(1);
        var told =
                catchThrowable(() ->
                        Guard.during(
                                failure,
                                () -> {
                                    failure.complete(dead);
                                    waits.await();
                                    return "never";
                                }));
        assertThat(told).isSameAs(dead);
    }

    @Test
    void whatFailsJustBeforeTheNewsIsPutDownToTheCluster() {
        var told =
                catchThrowable(() ->
                        Guard.during(
                                failure,
                                () -> {
                                    var _ = Thread.ofVirtual().start(() -> failure.complete(dead));
                                    throw new IOException("connection refused");
                                }));
        assertThat(told).isSameAs(dead);
    }

    @Test
    void whatFailsInPeaceFailsOfItself() {
        var own = new IOException("no such file");
        assertThat(
                        catchThrowable(() ->
                                Guard.during(
                                        failure,
                                        () -> {
                                            throw own;
                                        })))
                .isSameAs(own);
    }
}
