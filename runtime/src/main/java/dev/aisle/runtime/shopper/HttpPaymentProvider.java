package dev.aisle.runtime.shopper;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.protocols.kernel.Money;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/// A payment provider over HTTP:
///
/// * `POST /charges {key, amountMinor, currency, token}`: 200 `{status: booked, confirmation}`, 402
///   `{status: declined, reason}`
/// * `GET /charges/{key}`: 200 with either of the above and `amountMinor`, `currency`; 404 `{error:
///   unknown-key}`
///
/// Only these are definite. Whatever else comes back says nothing of the attempt.
public final class HttpPaymentProvider implements PaymentPort, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final URI charges;
    private final Duration timeout;

    public HttpPaymentProvider(ProviderSettings settings) {
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(settings.connectTimeout())
                        .build();
        var base = settings.url().toString();
        this.charges = URI.create((base.endsWith("/") ? base : base + "/") + "charges");
        this.timeout = settings.timeout();
    }

    @Override
    public CompletionStage<Outcome> charge(ChargeKey key, Money amount, String token) {
        var body =
                JSON.createObjectNode()
                        .put("key", key.toString())
                        .put("amountMinor", amount.minor())
                        .put("currency", amount.currency().getCurrencyCode())
                        .put("token", token)
                        .toString();
        return send(HttpRequest.newBuilder(charges)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .thenApply(HttpPaymentProvider::afterCharge);
    }

    @Override
    public CompletionStage<Outcome> ask(ChargeKey key, Money amount) {
        var one = URI.create(charges + "/" + URLEncoder.encode(key.toString(), UTF_8));
        return send(HttpRequest.newBuilder(one).GET())
                .thenApply(answer -> afterAsk(answer, amount));
    }

    /// Ends the client's threads; calls under way fail.
    @Override
    public void close() {
        client.shutdownNow();
    }

    private CompletionStage<HttpResponse<String>> send(HttpRequest.Builder request) {
        return client.sendAsync(request.timeout(timeout).build(), BodyHandlers.ofString(UTF_8));
    }

    private static Outcome afterCharge(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 200, 402 -> status(answer, read(answer));
            default -> unknown(answer);
        };
    }

    private static Outcome afterAsk(HttpResponse<String> answer, Money amount) {
        var body = read(answer);
        int code = answer.statusCode();
        if (code == 200 && isOf(body, amount)) {
            return status(answer, body);
        }
        return code == 404 && "unknown-key".equals(body.path("error").asText())
                ? new Outcome.NotKnown()
                : unknown(answer);
    }

    private static Outcome status(HttpResponse<String> answer, JsonNode body) {
        return switch (body.path("status").asText()) {
            case "booked" -> new Outcome.Booked(body.path("confirmation").asText());
            case "declined" -> new Outcome.Declined(body.path("reason").asText());
            default -> unknown(answer);
        };
    }

    private static boolean isOf(JsonNode body, Money amount) {
        return body.path("amountMinor").canConvertToLong()
                && body.path("amountMinor").asLong() == amount.minor()
                && amount.currency().getCurrencyCode().equals(body.path("currency").asText());
    }

    private static Outcome unknown(HttpResponse<String> answer) {
        return new Outcome.Unknown(answer.request().method() + " answered " + answer.statusCode());
    }

    /// Missing where it is not JSON.
    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
