package dev.aisle.ops.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Waits until a child answers.
///
/// @param patience from the first look
/// @param failure of anything else, which the child may be in need of
record Probe(
        ChildProcess child,
        int port,
        String path,
        Duration patience,
        CompletableFuture<ClusterException> failure) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private static final Duration POLL = Duration.ofMillis(200);

    /// @throws ClusterException where it ends before, or patience does
    void await() throws ClusterException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!answers()) {
            if (!child.isAlive()) {
                throw new ClusterException(
                        String.format(
                                Locale.ROOT,
                                "%s ended with code %d while starting on port %d",
                                child.name(),
                                child.process().exitValue(),
                                port),
                        ends());
            }
            if (failure.isDone()) {
                throw failure.join();
            }
            if (System.nanoTime() > deadline) {
                throw new ClusterException(
                        String.format(
                                Locale.ROOT,
                                "%s was not ready on port %d within %d s",
                                child.name(),
                                port,
                                patience.toSeconds()),
                        ends());
            }
            pause();
        }
    }

    private String ends() {
        return "see " + child.log() + ", which ends:\n" + child.lastLines();
    }

    private boolean answers() throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(2))
                            .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() throws InterruptedException {
        new CompletableFuture<Void>()
                .completeOnTimeout(null, POLL.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
