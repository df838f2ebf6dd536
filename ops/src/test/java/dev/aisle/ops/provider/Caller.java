package dev.aisle.ops.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Calls a provider, and reads what comes back as `status body`.
record Caller(HttpClient client, int port) implements AutoCloseable {

    /// What a call without an answer reads as.
    static final String NOTHING = "nothing";

    static Caller of(int port) {
        return new Caller(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), port);
    }

    String charge(String key, long amount, String token) {
        return post(
                "{\"key\":\""
                        + key
                        + "\",\"amountMinor\":"
                        + amount
                        + ",\"currency\":\"EUR\",\"token\":\""
                        + token
                        + "\"}");
    }

    String post(String body) {
        return call(request("/charges").POST(BodyPublishers.ofString(body)));
    }

    String find(String key) {
        return get("/charges/" + URLEncoder.encode(key, StandardCharsets.UTF_8));
    }

    String behave(String behaviour) {
        return call(request("/behaviour").PUT(BodyPublishers.ofString(behaviour)));
    }

    String get(String path) {
        return call(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5));
    }

    private String call(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException cut) {
            return NOTHING;
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
