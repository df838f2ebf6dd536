package dev.aisle.ops.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// The provider's HTTP, on loopback, JSON throughout:
///
/// * `POST /charges {key, amountMinor, currency, token}`: 200 `{status: booked, confirmation, …}`,
///   402 `{status: declined, reason, …}`, 409 where the key stands for another amount. A key is
///   answered the same for ever.
/// * `GET /charges/{key}`, the key URL-encoded: 200 with the entry, 404 `unknown-key`
/// * `GET /ledger?from=0&most=1000`: `{size, entries}` in the order of writing
/// * `GET /behaviour`, `PUT /behaviour`: see [Behaviour]
///
/// Errors are `{error, explanation}`.
final class Provider implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_BODY = 1 << 16;
    private static final int LARGEST_PAGE = 1_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Ledger ledger;
    private Behaviour behaviour = Behaviour.GOOD;

    /// Listens when it returns.
    ///
    /// @param port 0: any free one
    /// @param ledger closed with the provider
    Provider(int port, Ledger ledger) throws IOException {
        this.ledger = ledger;
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    static Provider open(int port, Path ledger) throws IOException {
        var opened = Ledger.open(ledger);
        try {
            return new Provider(port, opened);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Bytes that a crash left of an entry.
    long torn() {
        return ledger.torn();
    }

    /// What is being written is finished, who waits for an answer gets none.
    @Override
    public void close() throws IOException {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
        ledger.close();
    }

    private sealed interface Answer {

        record Say(int status, JsonNode body) implements Answer {}

        /// Nothing, until the caller has lost patience.
        record Silence(Duration length) implements Answer {}
    }

    /// What is refused, and why.
    private static final class Refusal extends Exception {

        private static final long serialVersionUID = 1;

        private final int status;
        private final String error;

        Refusal(int status, String error, String explanation) {
            super(explanation);
            this.status = status;
            this.error = error;
        }

        Answer answer() {
            return new Answer.Say(
                    status,
                    JSON.createObjectNode().put("error", error).put("explanation", getMessage()));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (answer(exchange)) {
                case Answer.Say(var status, var body) -> {
                    var bytes = JSON.writeValueAsBytes(body);
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
                case Answer.Silence(var length) -> pause(length);
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            return route(exchange);
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (JsonProcessingException wrong) {
            return new Refusal(400, "malformed", wrong.getOriginalMessage()).answer();
        } catch (IllegalArgumentException wrong) {
            return new Refusal(400, "malformed", String.valueOf(wrong.getMessage())).answer();
        }
    }

    private Answer route(HttpExchange exchange) throws IOException, Refusal {
        var path = exchange.getRequestURI().getRawPath();
        var asked = exchange.getRequestMethod() + " " + path;
        return switch (path) {
            case "/charges" -> {
                allow(exchange, "POST");
                yield charge(Charge.of(body(exchange)));
            }
            case "/ledger" -> {
                allow(exchange, "GET");
                yield page(query(exchange));
            }
            case "/behaviour" -> {
                allow(exchange, "GET", "PUT");
                yield exchange.getRequestMethod().equals("PUT")
                        ? behave(Behaviour.of(body(exchange)))
                        : behaviour();
            }
            case String one when one.startsWith("/charges/") -> {
                allow(exchange, "GET");
                yield find(decoded(one.substring("/charges/".length())));
            }
            default -> throw new Refusal(404, "not-found", "there is no " + asked);
        };
    }

    private Answer charge(Charge charge) throws Refusal {
        var known = ledger.find(charge.key());
        var turn =
                known.isPresent()
                        ? new Behaviour.Turn(Behaviour.Conduct.BOOK, current())
                        : turn(charge);
        pause(turn.after().delay());
        return switch (turn.conduct()) {
            case LOSE -> new Answer.Silence(turn.after().silence());
            case BOOK -> say(enter(charge, false));
            case DECLINE -> say(enter(charge, true));
            case BOOK_SILENTLY -> {
                var _ = enter(charge, false);
                yield new Answer.Silence(turn.after().silence());
            }
        };
    }

    /// Of two charges under one key at once, the ledger's is the one that counts.
    private Entry enter(Charge charge, boolean decline) throws Refusal {
        Entry entry;
        try {
            entry =
                    ledger.enter(
                            charge.key(),
                            number ->
                                    decline
                                            ? Entry.declined(charge, "card declined")
                                            : Entry.booked(charge, "b-" + number));
        } catch (IOException e) {
            var refusal = new Refusal(500, "ledger-failed", "the ledger can't be written");
            refusal.initCause(e);
            throw refusal;
        }
        if (!entry.isOf(charge)) {
            throw new Refusal(409, "other-amount", "this key stands for another amount");
        }
        return entry;
    }

    private static Answer say(Entry entry) {
        return new Answer.Say(
                switch (entry.status()) {
                    case BOOKED -> 200;
                    case DECLINED -> 402;
                },
                JSON.valueToTree(entry));
    }

    private Answer find(String key) throws Refusal {
        var entry = ledger.find(key);
        if (entry.isEmpty()) {
            throw new Refusal(404, "unknown-key", "nothing was charged under this key");
        }
        return new Answer.Say(200, JSON.valueToTree(entry.get()));
    }

    private Answer page(Map<String, String> query) {
        int from = number(query, "from", 0, 0, Integer.MAX_VALUE);
        int most = number(query, "most", LARGEST_PAGE, 1, LARGEST_PAGE);
        var page = JSON.createObjectNode().put("size", ledger.size());
        ledger.page(from, most).forEach(page.putArray("entries")::addPOJO);
        return new Answer.Say(200, page);
    }

    private synchronized Answer behave(Behaviour asked) {
        behaviour = asked;
        return behaviour();
    }

    private synchronized Answer behaviour() {
        return new Answer.Say(200, behaviour.json(JSON));
    }

    private synchronized Behaviour current() {
        return behaviour;
    }

    private synchronized Behaviour.Turn turn(Charge charge) {
        var turn = behaviour.next(charge);
        behaviour = turn.after();
        return turn;
    }

    private void pause(Duration length) {
        try {
            // Which of the two it was makes no difference.
            var _ = closing.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void allow(HttpExchange exchange, String... methods) throws Refusal {
        for (var method : methods) {
            if (method.equals(exchange.getRequestMethod())) {
                return;
            }
        }
        throw new Refusal(405, "method", "this takes " + String.join(" and ", methods));
    }

    private static JsonNode body(HttpExchange exchange) throws IOException, Refusal {
        var bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (bytes.length > LONGEST_BODY) {
            throw new Refusal(413, "too-long", "a body has at most " + LONGEST_BODY + " bytes");
        }
        return JSON.readTree(bytes);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var query = new HashMap<String, String>();
        var raw = exchange.getRequestURI().getRawQuery();
        for (var pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static int number(
            Map<String, String> query, String name, int otherwise, int least, int most) {
        var spelled = query.get(name);
        if (spelled == null) {
            return otherwise;
        }
        int number = Integer.parseInt(spelled);
        if (number < least || number > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most);
        }
        return number;
    }

    private static String decoded(String spelled) {
        return URLDecoder.decode(spelled, StandardCharsets.UTF_8);
    }
}
