package dev.aisle.ops.demo;

import com.typesafe.config.ConfigFactory;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.gateway.GatewayListener;
import dev.aisle.ops.play.PlaySettings;
import dev.aisle.ops.play.Played;
import dev.aisle.ops.play.Session;
import dev.aisle.ops.play.Speed;
import dev.aisle.protocols.kernel.StoreId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// A recording that is played in real time beside the synthetic store, on a thread of its own, as a
/// store of its own.
final class Beside implements AutoCloseable {

    static final StoreId STORE = new StoreId("demo.recording");

    /// A player that does not end when interrupted is left to the end of the process.
    private static final Duration PARTING = Duration.ofSeconds(5);

    private final FutureTask<Played> playing;
    private final Thread thread;

    /// What came of recordings.
    ///
    /// @param failures why others were not played
    record Outcome(List<Played> played, List<String> failures) {

        static final Outcome NONE = new Outcome(List.of(), List.of());

        Outcome {
            played = List.copyOf(played);
            failures = List.copyOf(failures);
        }

        int stores() {
            return played.size() + failures.size();
        }
    }

    Beside(LocalCluster cluster, Path folder, Consumer<String> say) {
        var session =
                new Session(
                        folder,
                        STORE,
                        cluster.access(),
                        Speed.parse("1"),
                        PlaySettings.from(ConfigFactory.load()),
                        GatewayListener.NONE);
        playing =
                new FutureTask<>(() -> {
                    var played = session.play(cluster.settings().data().resolve("receipts"));
                    say.accept("the recording " + folder + " is played");
                    return played;
                });
        thread = Thread.ofPlatform().daemon().name("aisle-recording").start(playing);
    }

    /// Waits for its end.
    Outcome outcome() throws InterruptedException {
        try {
            return new Outcome(List.of(playing.get()), List.of());
        } catch (ExecutionException failed) {
            return new Outcome(List.of(), List.of(Played.whyNot(failed)));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            var _ = thread.join(PARTING);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
