package dev.aisle.ops.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderTest {

    private static final String KEY = "acme.lille-1/v-1/1";
    private static final String BOOKED =
            "{\"key\":\"acme.lille-1/v-1/1\",\"amountMinor\":120,\"currency\":\"EUR\","
                    + "\"status\":\"booked\",\"confirmation\":\"b-1\",\"reason\":\"\"}";
    private static final String DECLINED =
            "{\"key\":\"acme.lille-1/v-1/1\",\"amountMinor\":120,\"currency\":\"EUR\","
                    + "\"status\":\"declined\",\"confirmation\":\"\",\"reason\":\"card declined\"}";

    private final Path ledger;
    private Provider provider;
    private Caller caller;

    ProviderTest(@TempDir Path folder) throws IOException {
        ledger = folder.resolve("ledger.jsonl");
        provider = Provider.open(0, ledger);
        caller = Caller.of(provider.port());
    }

    @BeforeEach
    void silenceIsShort() {
        caller.behave("{\"silence\":\"0s\"}");
    }

    @AfterEach
    void stop() throws IOException {
        caller.close();
        provider.close();
    }

    @Test
    void aChargeIsBooked() {
        assertThat(charge()).isEqualTo("200 " + BOOKED);
    }

    @Test
    void aKeyIsBookedOnce() {
        charge();
        assertThat(List.of(charge(), caller.get("/ledger")))
                .containsExactly("200 " + BOOKED, "200 {\"size\":1,\"entries\":[" + BOOKED + "]}");
    }

    @Test
    void aKeyOfAnotherAmountIsRefused() {
        charge();
        assertThat(caller.charge(KEY, 121, "tok"))
                .isEqualTo(refused(409, "other-amount", "this key stands for another amount"));
    }

    @Test
    void aKeyCanBeAskedAbout() {
        charge();
        assertThat(caller.find(KEY)).isEqualTo("200 " + BOOKED);
    }

    @Test
    void aKeyThatWasNeverChargedIsUnknown() {
        assertThat(caller.find(KEY))
                .isEqualTo(refused(404, "unknown-key", "nothing was charged under this key"));
    }

    @Test
    void aDeclineStands() {
        caller.behave("{\"decline\":1}");
        charge();
        assertThat(List.of(charge(), caller.find(KEY)))
                .containsExactly("402 " + DECLINED, "200 " + DECLINED);
    }

    @Test
    void ofTheNextSoManyOneIsDeclined() {
        caller.behave("{\"decline\":1}");
        assertThat(
                        List.of(
                                status(caller.charge("a", 1, "tok")),
                                status(caller.charge("b", 1, "tok"))))
                .containsExactly("402", "200");
    }

    @Test
    void aTokenCanBeDeclined() {
        caller.behave("{\"declineTokens\":[\"broke\"]}");
        assertThat(
                        List.of(
                                status(caller.charge("a", 1, "broke")),
                                status(caller.charge("b", 1, "tok"))))
                .containsExactly("402", "200");
    }

    @Test
    void aTimeoutBeforeBookingBooksNothing() {
        caller.behave("{\"silence\":\"0s\",\"timeoutBeforeBooking\":1}");
        assertThat(List.of(charge(), status(caller.find(KEY)), charge()))
                .containsExactly(Caller.NOTHING, "404", "200 " + BOOKED);
    }

    @Test
    void aTimeoutAfterBookingBooks() {
        caller.behave("{\"silence\":\"0s\",\"timeoutAfterBooking\":1}");
        assertThat(List.of(charge(), caller.find(KEY), charge()))
                .containsExactly(Caller.NOTHING, "200 " + BOOKED, "200 " + BOOKED);
    }

    @Test
    void anAnswerCanBeDelayed() {
        caller.behave("{\"delay\":\"200ms\"}");
        long before = System.nanoTime();
        charge();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(200_000_000);
    }

    @Test
    void theBehaviourCanBeRead() {
        caller.behave("{\"delay\":\"2s\",\"decline\":3,\"declineTokens\":[\"broke\"]}");
        assertThat(caller.get("/behaviour"))
                .isEqualTo(
                        "200 {\"delay\":\"2000ms\",\"silence\":\"30000ms\","
                                + "\"timeoutBeforeBooking\":0,\"timeoutAfterBooking\":0,"
                                + "\"decline\":3,\"declineTokens\":[\"broke\"]}");
    }

    @Test
    void theLedgerComesInPages() {
        IntStream.range(0, 5).forEach(i -> caller.charge("k-" + i, 1, "tok"));
        assertThat(caller.get("/ledger?from=3&most=1"))
                .contains("\"size\":5", "k-3")
                .doesNotContain("k-2", "k-4");
    }

    @Test
    void aRestartChangesNothing() throws IOException {
        charge();
        restart();
        assertThat(List.of(caller.find(KEY), charge(), status(caller.charge("b", 1, "tok"))))
                .containsExactly("200 " + BOOKED, "200 " + BOOKED, "200");
    }

    @Test
    void ofManyChargesUnderOneKeyOneIsBooked() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 20).mapToObj(_ -> threads.submit(this::charge)).toList();
            assertThat(calls).extracting(Future::get).containsOnly("200 " + BOOKED);
        }
        assertThat(caller.get("/ledger")).contains("\"size\":1");
    }

    @Test
    void noTokenIsKept() throws IOException {
        caller.charge(KEY, 120, "tok-4711");
        assertThat(ledger).content().doesNotContain("tok-4711");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{                           | 400 malformed",
                "[]                          | 400 malformed",
                "{'key':'k','amountMinor':1.5,'currency':'EUR','token':'t'}  | 400 malformed",
                "{'key':'k','amountMinor':0,'currency':'EUR','token':'t'}    | 400 malformed",
                "{'key':'k','amountMinor':1,'currency':'Euro','token':'t'}   | 400 malformed",
                "{'key':' ','amountMinor':1,'currency':'EUR','token':'t'}    | 400 malformed",
                "{'key':'k','amountMinor':1,'currency':'EUR'}                | 400 malformed",
            })
    void whatIsNoChargeIsRefused(String body, String refusal) {
        assertThat(error(caller.post(body.replace('\'', '"')))).isEqualTo(refusal);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'delay':'soon'}",
                "{'delay':'1h'}",
                "{'decline':-1}",
                "{'dekline':1}",
                "7",
            })
    void whatIsNoBehaviourIsRefused(String body) {
        assertThat(error(caller.behave(body.replace('\'', '"')))).isEqualTo("400 malformed");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/nowhere, 404 not-found",
        "/charges, 405 method",
        "/ledger?from=x, 400 malformed",
        "/ledger?most=1001, 400 malformed"
    })
    void aWrongAddressIsRefused(String path, String refusal) {
        assertThat(error(caller.get(path))).isEqualTo(refusal);
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        assertThat(error(caller.post("x".repeat(70_000)))).isEqualTo("413 too-long");
    }

    private String charge() {
        return caller.charge(KEY, 120, "tok");
    }

    private void restart() throws IOException {
        stop();
        provider = Provider.open(0, ledger);
        caller = Caller.of(provider.port());
    }

    private static String refused(int status, String error, String explanation) {
        return status + " {\"error\":\"" + error + "\",\"explanation\":\"" + explanation + "\"}";
    }

    private static String status(String answer) {
        return answer.substring(0, answer.indexOf(' '));
    }

    /// Status and error of an answer.
    private static String error(String answer) {
        return answer.replaceAll("^(\\d+) \\{\"error\":\"([a-z-]+)\".*$", "$1 $2");
    }
}
