package dev.aisle.ops.cluster;

import dev.aisle.ops.cassandra.EmbeddedCassandra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Notices what a cluster can't go on without: a child that ends unasked, a disk that fills.
///
/// Cassandra notices a full disk only at the next file that it makes, and a node gives up on
/// Cassandra only after minutes of trying; so the space is looked at, every second.
final class Watch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long MEBIBYTE = 1024 * 1024;
    static final String AGAIN =
            "free some space and run the same command again: nothing acknowledged is lost";

    private final Path data;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<ClusterException> failure = new CompletableFuture<>();

    Watch(Path data) {
        this.data = data;
    }

    /// Completes with the first thing that went wrong; never, once the watch is closed.
    CompletableFuture<ClusterException> failure() {
        return failure;
    }

    void over(ChildProcess child) {
        var _ = child.endedUnasked().thenAccept(code -> ended(child, code, ""));
    }

    /// @param often how often it has, in words that follow a comma; empty for once
    void ended(ChildProcess child, int code, String often) {
        fail(
                child.name() + " ended with code " + code + often,
                "see "
                        + child.log()
                        + ", then run the same command again: nothing acknowledged is lost");
    }

    void over(EmbeddedCassandra cassandra) {
        var _ =
                cassandra
                        .exit()
                        .thenAccept(code ->
                                fail(
                                        "Cassandra ended with code "
                                                + code
                                                + " (log "
                                                + cassandra.log()
                                                + ", "
                                                + free()
                                                + ")",
                                        AGAIN));
    }

    /// @param least MiB that must stay free in the file system of the data folder
    void overSpace(long least) {
        var _ = Thread.ofPlatform().daemon().name("aisle-watch").start(() -> look(least));
    }

    private void look(long least) {
        try {
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                if (freeMebibytes() < least) {
                    fail(
                            "the disk is full: "
                                    + free()
                                    + ", fewer than the "
                                    + least
                                    + " MiB of aisle.ops.cassandra.stop-below-free-space",
                            AGAIN);
                }
            }
        } catch (IOException unreadable) {
            fail("the data folder " + data + " can't be read (" + unreadable + ")", AGAIN);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long freeMebibytes() throws IOException {
        return Files.getFileStore(data).getUsableSpace() / MEBIBYTE;
    }

    private String free() {
        try {
            return freeMebibytes() + " MiB are free for the data folder " + data;
        } catch (IOException unreadable) {
            return "the data folder " + data + " can't be read: " + unreadable;
        }
    }

    void fail(String what, String remedy) {
        if (closed.getCount() > 0) {
            failure.complete(new ClusterException(what, remedy));
        }
    }

    /// What ends from now on was asked to.
    @Override
    public void close() {
        closed.countDown();
    }
}
