package dev.aisle.ops.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small shell scripts stand for nodes.
class RevivalTest {

    private static final String STAYS = "exec sleep 100";
    private static final RestartSettings SETTINGS =
            new RestartSettings(
                    2, Duration.ofMinutes(10), Duration.ofMillis(20), Duration.ofMillis(20));

    private final Path log;
    private final Watch watch;
    private final List<ChildProcess> started = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> revived = new CompletableFuture<>();

    RevivalTest(@TempDir Path folder) {
        log = folder.resolve("node-1.log");
        watch = new Watch(folder);
    }

    @AfterEach
    void stop() {
        started.forEach(ChildProcess::kill);
        watch.close();
    }

    @Test
    void aNodeThatEndsUnaskedIsStartedAgain() throws Exception {
        try (var revival = revival(STAYS)) {
            revival.begin();
            revival.over(node("exit 7"));
            assertThat(revived.get(10, TimeUnit.SECONDS)).isEqualTo("node-1");
            assertThat(watch.failure()).isNotDone();
        }
    }

    @Test
    void aNodeThatEndsTooOftenIsAFailure() throws Exception {
        var again = new CompletableFuture<Revival>();
        try (var revival =
                new Revival(
                        SETTINGS,
                        watch,
                        _ -> {
                            var node = node("exit 7");
                            again.join().over(node);
                            return node;
                        },
                        _ -> {})) {
            again.complete(revival);
            revival.begin();
            revival.over(node("exit 7"));
            assertThat(watch.failure().get(10, TimeUnit.SECONDS))
                    .hasMessageStartingWith(
                            "node-1 ended with code 7, the 3. time within 10 min: see " + log);
        }
    }

    @Test
    void aNodeWhoseConfigurationIsWrongIsAFailureAtOnce() throws Exception {
        try (var revival = revival(STAYS)) {
            revival.begin();
            revival.over(node("exit 78"));
            assertThat(watch.failure().get(10, TimeUnit.SECONDS))
                    .hasMessageStartingWith("node-1 ended with code 78: see");
        }
    }

    @Test
    void aNodeThatEndsBeforeAllAreReadyIsAFailure() throws Exception {
        try (var revival = revival(STAYS)) {
            revival.over(node("exit 7"));
            assertThat(watch.failure().get(10, TimeUnit.SECONDS))
                    .hasMessageStartingWith("node-1 ended with code 7: see");
        }
    }

    private Revival revival(String script) {
        return new Revival(
                SETTINGS,
                watch,
                name -> {
                    var node = node(script);
                    revived.complete(name);
                    return node;
                },
                _ -> {});
    }

    private ChildProcess node(String script) throws java.io.IOException {
        var node = ChildProcess.start("node-1", List.of("sh", "-c", script), log);
        started.add(node);
        return node;
    }
}
