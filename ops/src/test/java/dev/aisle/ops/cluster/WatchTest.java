package dev.aisle.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

    private final Path data;
    private final Path log;

    WatchTest(@TempDir Path folder) {
        data = folder;
        log = folder.resolve("child.log");
    }

    @Test
    void aChildThatEndsUnaskedIsNamedWithCodeAndLog() throws Exception {
        try (var watch = new Watch(data)) {
            watch.over(child("exit 7"));
            assertThat(watch.failure().get(10, TimeUnit.SECONDS))
                    .hasMessage(
                            "child ended with code 7: see "
                                    + log
                                    + ", then run the same command again: nothing acknowledged is"
                                    + " lost");
        }
    }

    @Test
    void aChildThatIsToldToEndIsNoFailure() throws Exception {
        try (var watch = new Watch(data)) {
            var stopped = child("exec sleep 100");
            var killed = child("exec sleep 100");
            watch.over(stopped);
            watch.over(killed);
            stopped.stop(Duration.ofSeconds(10));
            killed.kill();
            watch.over(child("exit 7"));
            assertThat(watch.failure().get(10, TimeUnit.SECONDS)).hasMessageContaining("code 7");
        }
    }

    @Test
    void aDiskThatFillsIsAFailureBeforeItIsFull() throws Exception {
        try (var watch = new Watch(data)) {
            watch.overSpace(Long.MAX_VALUE);
            assertThat(watch.failure().get(10, TimeUnit.SECONDS))
                    .hasMessageContainingAll(
                            "the disk is full",
                            "MiB are free for the data folder " + data,
                            "aisle.ops.cassandra.stop-below-free-space",
                            "free some space and run the same command again");
        }
    }

    @Test
    void aChildThatEndsBeforeItAnswersIsNamedWithPortAndItsLastLines() throws Exception {
        var earlier = child("echo of an earlier one");
        earlier.process().waitFor();
        var probe =
                new Probe(
                        child("echo the ledger is in use; exit 1"),
                        FreePorts.find(1).getFirst(),
                        "/",
                        Duration.ofSeconds(30),
                        new CompletableFuture<>());
        assertThat(catchThrowable(probe::await))
                .isInstanceOf(ClusterException.class)
                .hasMessage(
                        "child ended with code 1 while starting on port "
                                + probe.port()
                                + ": see "
                                + log
                                + ", which ends:\nthe ledger is in use");
    }

    private ChildProcess child(String script) throws Exception {
        return ChildProcess.start("child", List.of("sh", "-c", script), log);
    }
}
