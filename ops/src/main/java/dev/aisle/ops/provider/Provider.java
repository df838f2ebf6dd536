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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// `POST /charges`, `GET /charges/{key}`, `GET /ledger?from=&most=`, `GET` and `PUT /behaviour`, on
/// loopback.
final class Provider implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_BODY = 1 << 16;
    private static final int PAGE = 1_000;
    private static final int NO_ANSWER = -1;

    private final HttpServer server;
    private final Ledger ledger;
    private Behaviour behaviour = Behaviour.GOOD;

    Provider(int port, Path ledger) throws IOException {
        this.ledger = Ledger.open(ledger);
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/charges", exchange -> serve(exchange, this::charges));
        server.createContext("/ledger", exchange -> serve(exchange, this::ledger));
        server.createContext("/behaviour", exchange -> serve(exchange, this::behaviour));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        try {
            ledger.close();
        } catch (IOException nothingOpen) {
            // Every entry is on disk already.
        }
    }

    private record Answer(int status, Object body) {}

    private interface Service {
        Answer answer(HttpExchange exchange) throws IOException;
    }

    private record Fault(String error, String explanation) {}

    private static void serve(HttpExchange exchange, Service service) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = service.answer(exchange);
            } catch (JsonProcessingException | IllegalArgumentException wrong) {
                answer =
                        new Answer(400, new Fault("malformed", String.valueOf(wrong.getMessage())));
            }
            if (answer.status() != NO_ANSWER) {
                var bytes = JSON.writeValueAsBytes(answer.body());
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(answer.status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private Answer charges(HttpExchange exchange) throws IOException {
        var rest = exchange.getRequestURI().getRawPath().substring("/charges".length());
        return switch (exchange.getRequestMethod()) {
            case "POST" -> charge(body(exchange));
            case String get when get.equals("GET") && rest.length() > 1 ->
                    ledger.find(URLDecoder.decode(rest.substring(1), StandardCharsets.UTF_8))
                            .map(Provider::answer)
                            .map(found -> new Answer(200, found.body()))
                            .orElseGet(() ->
                                    new Answer(
                                            404,
                                            new Fault(
                                                    "unknown-key",
                                                    "nothing was charged under this key")));
            default -> new Answer(405, new Fault("method", "POST /charges, GET /charges/{key}"));
        };
    }

    private Answer charge(JsonNode request) throws IOException {
        var key = text(request, "key");
        var token = text(request, "token");
        var currency = text(request, "currency");
        if (!request.path("amountMinor").canConvertToLong()
                || request.path("amountMinor").asLong() <= 0) {
            throw new IllegalArgumentException("amountMinor must be a whole number above 0");
        }
        long amount = request.path("amountMinor").asLong();
        var known = ledger.find(key);
        if (known.isPresent()) {
            return known.get().isOf(amount, currency)
                    ? answer(known.get())
                    : new Answer(
                            409, new Fault("other-amount", "this key was used for another amount"));
        }
        return book(key, amount, currency, token);
    }

    private Answer book(String key, long amount, String currency, String token) throws IOException {
        boolean before;
        boolean after = false;
        boolean declined = false;
        long delay;
        synchronized (this) {
            delay = behaviour.delayMillis();
            before = behaviour.timeoutBeforeBooking() > 0;
            if (before) {
                behaviour = behaviour.lessBefore();
            } else if (behaviour.decline() > 0 || behaviour.declineTokens().contains(token)) {
                declined = true;
                behaviour = behaviour.decline() > 0 ? behaviour.lessDecline() : behaviour;
            } else if (behaviour.timeoutAfterBooking() > 0) {
                after = true;
                behaviour = behaviour.lessAfter();
            }
        }
        if (delay > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
        }
        if (before) {
            return new Answer(NO_ANSWER, "");
        }
        var entry =
                declined
                        ? new Entry(key, amount, currency, "declined", "", "card declined")
                        : new Entry(
                                key, amount, currency, "booked", UUID.randomUUID().toString(), "");
        var written = ledger.write(entry);
        return after ? new Answer(NO_ANSWER, "") : answer(written);
    }

    private static Answer answer(Entry entry) {
        return new Answer(entry.status().equals("booked") ? 200 : 402, entry);
    }

    private Answer ledger(HttpExchange exchange) {
        var query = exchange.getRequestURI().getQuery();
        int from = 0;
        if (query != null && query.startsWith("from=")) {
            from = Integer.parseInt(query.substring("from=".length()));
        }
        return new Answer(
                200,
                Map.of("size", ledger.size(), "entries", ledger.page(Math.max(0, from), PAGE)));
    }

    private Answer behaviour(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            var asked = JSON.treeToValue(body(exchange), Behaviour.class);
            synchronized (this) {
                behaviour = asked;
            }
        }
        synchronized (this) {
            return new Answer(200, behaviour);
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        var bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (bytes.length > LONGEST_BODY) {
            throw new IllegalArgumentException(
                    "the body is longer than " + LONGEST_BODY + " bytes");
        }
        return JSON.readTree(bytes);
    }

    private static String text(JsonNode request, String field) {
        var value = request.path(field).asText();
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }
}
