package dev.aisle.ops.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.runtime.shopper.ChargeKey;
import dev.aisle.runtime.shopper.HttpPaymentProvider;
import dev.aisle.runtime.shopper.Outcome;
import dev.aisle.runtime.shopper.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node's adapter understands this provider.
class ProviderContractTest {

    private static final ChargeKey KEY =
            new ChargeKey(new StoreId("acme.lille-1"), new VisitId("v-1"), 1);
    private static final Money AMOUNT = new Money(Currency.getInstance("EUR"), 120);
    private static final Outcome BOOKED = new Outcome.Booked("b-1");
    private static final Outcome NO_ANSWER = new Outcome.Unknown("no answer");
    private static final Outcome DECLINED = new Outcome.Declined("card declined");

    private final Provider provider;
    private final Caller caller;
    private final HttpPaymentProvider adapter;

    ProviderContractTest(@TempDir Path folder) throws IOException {
        provider = Provider.open(0, folder.resolve("ledger.jsonl"));
        caller = Caller.of(provider.port());
        adapter =
                new HttpPaymentProvider(
                        new ProviderSettings(
                                URI.create("http://127.0.0.1:" + provider.port()),
                                Duration.ofSeconds(2),
                                Duration.ofMillis(500)));
    }

    @AfterEach
    void stop() throws IOException {
        adapter.close();
        caller.close();
        provider.close();
    }

    @Test
    void aBooking() {
        assertThat(List.of(charge(), ask())).containsExactly(BOOKED, BOOKED);
    }

    @Test
    void aDecline() {
        caller.behave("{\"decline\":1}");
        assertThat(List.of(charge(), ask())).containsExactly(DECLINED, DECLINED);
    }

    @Test
    void aKeyThatWasNeverCharged() {
        assertThat(ask()).isEqualTo(new Outcome.NotKnown());
    }

    @Test
    void aTimeoutBeforeBooking() {
        caller.behave("{\"timeoutBeforeBooking\":1}");
        assertThat(List.of(charge(), ask(), charge()))
                .containsExactly(NO_ANSWER, new Outcome.NotKnown(), BOOKED);
    }

    @Test
    void aTimeoutAfterBooking() {
        caller.behave("{\"timeoutAfterBooking\":1}");
        assertThat(List.of(charge(), ask())).containsExactly(NO_ANSWER, BOOKED);
    }

    @Test
    void anotherAmount() {
        charge();
        assertThat(outcome(adapter.ask(KEY, AMOUNT.times(2))))
                .isEqualTo(new Outcome.Unknown("GET answered 200"));
    }

    private Outcome charge() {
        return outcome(adapter.charge(KEY, AMOUNT, "tok"));
    }

    private Outcome ask() {
        return outcome(adapter.ask(KEY, AMOUNT));
    }

    /// As the shopper's shell takes it: a failure is no outcome.
    private static Outcome outcome(CompletionStage<Outcome> stage) {
        return stage.exceptionally(_ -> NO_ANSWER).toCompletableFuture().join();
    }
}
