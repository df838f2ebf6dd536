package dev.aisle.ops.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A headless Chromium that shows one page, spoken to in the DevTools protocol. It ends, with all
/// its processes and its profile, with [#close].
final class Chromium implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING =
            Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/.*");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path profile;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger number = new AtomicInteger();
    private final WebSocket line;

    private Chromium(Process process, Path profile) throws Exception {
        this.process = process;
        this.profile = profile;
        this.line =
                http.newWebSocketBuilder()
                        .buildAsync(page(port(process)), new Ear())
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /// Without a Chromium the test is skipped, and says what to install.
    ///
    /// @param folder for its profile
    static Chromium orSkip(Path folder) throws Exception {
        var program = program();
        assumeTrue(
                program.isPresent(),
                "skipped: there is no Chromium ("
                        + String.join(", ", NAMES)
                        + ") on the PATH; install it, or set AISLE_CHROMIUM to its program");
        var profile = Files.createTempDirectory(folder, "chromium-");
        var process =
                new ProcessBuilder(
                                program.orElseThrow().toString(),
                                "--headless=new",
                                // Its sandbox is refused to root, as which containers run; it
                                // shows our own page.
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--no-first-run",
                                "--user-data-dir=" + profile,
                                "--remote-debugging-port=0",
                                "about:blank")
                        .redirectErrorStream(true)
                        .start();
        try {
            return new Chromium(process, profile);
        } catch (Exception failed) {
            end(process, profile);
            throw failed;
        }
    }

    private static Optional<Path> program() {
        var named = Stream.ofNullable(System.getenv("AISLE_CHROMIUM")).map(Path::of);
        var folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1);
        var found =
                NAMES.stream().flatMap(name -> Arrays.stream(folders).map(in -> Path.of(in, name)));
        return Stream.concat(named, found).filter(Files::isExecutable).findFirst();
    }

    /// What it prints after that is read, so that it never waits for us, and thrown away.
    private static int port(Process process) throws Exception {
        var found = new CompletableFuture<Integer>();
        var printed = new ArrayList<String>();
        BufferedReader output = process.inputReader();
        var _ =
                Thread.ofPlatform()
                        .daemon()
                        .name("chromium-output")
                        .start(() -> {
                            output.lines().forEach(said -> hear(said, found, printed));
                            found.completeExceptionally(
                                    new IOException("Chromium ended: " + printed));
                        });
        return found.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void hear(String said, CompletableFuture<Integer> port, List<String> printed) {
        if (!port.isDone()) {
            printed.add(said);
            var matcher = LISTENING.matcher(said);
            if (matcher.matches()) {
                port.complete(Integer.valueOf(matcher.group(1)));
            }
        }
    }

    private URI page(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"));
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body())
                .valueStream()
                .filter(target -> target.path("type").asText().equals("page"))
                .map(target -> URI.create(target.path("webSocketDebuggerUrl").asText()))
                .findFirst()
                .orElseThrow(() -> new IOException("Chromium has no page: " + answer.body()));
    }

    private final class Ear implements WebSocket.Listener {

        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence text, boolean isLast) {
            part.append(text);
            if (isLast) {
                hear(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void hear(String message) {
            try {
                var heard = JSON.readTree(message);
                var waiting = asked.remove(heard.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(heard);
                } else {
                    told.add(heard);
                }
            } catch (IOException garbled) {
                throw new UncheckedIOException(garbled);
            }
        }

        @Override
        public void onError(WebSocket from, Throwable broken) {
            asked.values().forEach(each -> each.completeExceptionally(broken));
        }
    }

    /// Calls a method of the protocol.
    ///
    /// @return its result
    JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = number.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        var request =
                JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        line.sendText(request, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var heard = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (heard.has("error")) {
            throw new IOException(method + ": " + heard.path("error"));
        }
        return heard.path("result");
    }

    /// What an expression of JavaScript comes to on the page.
    JsonNode evaluate(String expression) throws Exception {
        var result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /// The parameters of all events of a kind, in order.
    List<JsonNode> told(String method) {
        return told.stream()
                .filter(event -> event.path("method").asText().equals(method))
                .map(event -> event.path("params"))
                .toList();
    }

    @Override
    public void close() throws IOException {
        line.abort();
        http.shutdownNow();
        end(process, profile);
    }

    /// Its helpers are waited for too: until they have ended they write into the profile.
    private static void end(Process process, Path profile) throws IOException {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        process.destroy();
        for (var each : all) {
            each.onExit()
                    .completeOnTimeout(each, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .thenAccept(ProcessHandle::destroyForcibly)
                    .thenCompose(_ -> each.onExit())
                    .join();
        }
        try (var files = Files.walk(profile)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
