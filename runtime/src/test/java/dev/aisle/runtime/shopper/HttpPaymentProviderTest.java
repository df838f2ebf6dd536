package dev.aisle.runtime.shopper;

import static dev.aisle.runtime.shopper.Visits.EUR;
import static dev.aisle.runtime.shopper.Visits.STORE;
import static dev.aisle.runtime.shopper.Visits.VISIT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.aisle.protocols.kernel.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpPaymentProviderTest {

    private static final ChargeKey KEY = new ChargeKey(STORE, VISIT, 1);
    private static final Money AMOUNT = new Money(EUR, 120);

    /// A provider that answers the one thing it is told to, and notes what it was asked.
    private final HttpServer server;

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final HttpPaymentProvider provider;
    private int code = 200;
    private String body = "";

    HttpPaymentProviderTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        provider =
                new HttpPaymentProvider(
                        new ProviderSettings(
                                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2)));
    }

    @AfterEach
    void stop() {
        provider.close();
        server.stop(0);
    }

    @Test
    void aChargeIsPosted() {
        answer(provider.charge(KEY, AMOUNT, "tok"));
        assertThat(asked)
                .hasValue(
                        "POST /charges {\"key\":\"acme.lille-1/v-1/1\",\"amountMinor\":120,"
                                + "\"currency\":\"EUR\",\"token\":\"tok\"}");
    }

    @Test
    void aKeyIsAskedAboutAsOnePartOfThePath() {
        answer(provider.ask(KEY, AMOUNT));
        assertThat(asked).hasValue("GET /charges/acme.lille-1%2Fv-1%2F1 ");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {'status':'booked','confirmation':'c-1'}  | Booked[confirmation=c-1]",
                "402 | {'status':'declined','reason':'no money'} | Declined[reason=no money]",
                "409 | {'error':'other-amount'} | Unknown[reason=POST answered 409]",
                "500 | {'status':'booked'}      | Unknown[reason=POST answered 500]",
                "404 | {'error':'unknown-key'}  | Unknown[reason=POST answered 404]",
                "200 | hello                    | Unknown[reason=POST answered 200]",
            })
    void onlyBookedAndDeclinedAreDefinite(int status, String answer, String outcome) {
        code = status;
        body = answer.replace('\'', '"');
        assertThat(answer(provider.charge(KEY, AMOUNT, "tok"))).hasToString(outcome);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {'status':'booked','confirmation':'c-1','amountMinor':120,'currency':'EUR'}"
                        + " | Booked[confirmation=c-1]",
                "200 | {'status':'declined','reason':'no','amountMinor':120,'currency':'EUR'}"
                        + " | Declined[reason=no]",
                "200 | {'status':'booked','confirmation':'c-1','amountMinor':121,'currency':'EUR'}"
                        + " | Unknown[reason=GET answered 200]",
                "200 | {'status':'booked','confirmation':'c-1','amountMinor':120,'currency':'USD'}"
                        + " | Unknown[reason=GET answered 200]",
                "404 | {'error':'unknown-key'} | NotKnown[]",
                "404 | nginx                   | Unknown[reason=GET answered 404]",
            })
    void aKeyIsBookedDeclinedNotKnownOrUnknown(int status, String answer, String outcome) {
        code = status;
        body = answer.replace('\'', '"');
        assertThat(answer(provider.ask(KEY, AMOUNT))).hasToString(outcome);
    }

    @Test
    void aFailureNamesNoToken() {
        server.stop(0);
        var failure =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        CompletionException.class,
                        () -> answer(provider.charge(KEY, AMOUNT, "tok")));
        assertThat(failure).isNotNull().message().doesNotContain("tok");
    }

    private static Outcome answer(CompletionStage<Outcome> stage) {
        return stage.toCompletableFuture().join();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            asked.set(
                    exchange.getRequestMethod()
                            + " "
                            + exchange.getRequestURI().getRawPath()
                            + " "
                            + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
