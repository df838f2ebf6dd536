package dev.aisle.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import dev.aisle.runtime.kernel.Tokens;
import dev.aisle.runtime.kernel.Tokens.Grant;
import dev.aisle.runtime.kernel.Tokens.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRoutesTest {

    private static final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Tokens TOKENS = new Tokens("a secret of 32 bytes or even more", () -> NOW);
    private static final HttpSettings SETTINGS =
            new HttpSettings(
                    "127.0.0.1",
                    0,
                    Duration.ofSeconds(3),
                    3,
                    4_096,
                    millis(20),
                    1,
                    Duration.ofHours(1));

    private final FakeSources sources = new FakeSources().withReceipts(7);
    private final HttpRoutes routes = new HttpRoutes(SETTINGS, TOKENS, sources, kit.system());

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void theDocumentDescribesWhatIsServedAndNothingElse() throws Exception {
        var described = new TreeSet<String>();
        json(send(get("/openapi.json")))
                .path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .fieldNames()
                                .forEachRemaining(method -> {
                                    if (!method.equals("parameters")) {
                                        described.add(method + " " + path.getKey());
                                    }
                                }));
        var served = new TreeSet<String>();
        routes.endpoints()
                .forEach(each ->
                        served.add(
                                each.method().name().toLowerCase(Locale.ROOT) + " " + each.path()));

        assertThat(described).isEqualTo(served);
    }

    @ParameterizedTest
    @CsvSource({
        "/health, /health",
        "/v1/cluster, /v1/cluster",
        "/v1/stores, /v1/stores",
        "/v1/stores/{store}, /v1/stores/acme.north",
        "/v1/stores/{store}/live, /v1/stores/acme.north/live",
        "/v1/stores/{store}/visits, /v1/stores/acme.north/visits",
        "/v1/stores/{store}/visits/{visit}, /v1/stores/acme.north/visits/v-1",
        "/v1/stores/{store}/receipts, /v1/stores/acme.north/receipts?day=2026-11-24"
    })
    void anAnswerIsAsItIsDescribed(String path, String request) throws Exception {
        var document = new Described(json(send(get("/openapi.json"))));

        assertThat(document.faults(path, json(as(operator(), get(request))))).isEmpty();
    }

    @Test
    void whatIsOpenIsDescribedAsOpen() throws Exception {
        var document = json(send(get("/openapi.json"))).path("paths");
        for (var endpoint : routes.endpoints()) {
            var operation =
                    document.path(endpoint.path())
                            .path(endpoint.method().name().toLowerCase(Locale.ROOT));

            assertThat(operation.path("security").isArray())
                    .as("%s %s", endpoint.method(), endpoint.path())
                    .isEqualTo(endpoint.access() == Endpoint.Access.OPEN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/stores/acme.north/nothing, 404, there is nothing at",
        "/v1/stores/acme.south, 404, there is no store acme.south",
        "/v1/stores/ACME, 400, ACME",
        "/v1/stores/acme.north/visits/v-9, 404, there is no visit v-9",
        "/v1/stores/acme.north/receipts/v-1, 404, there is no receipt of visit v-1",
        "/v1/stores/acme.north/receipts, 400, name the day",
        "/v1/stores/acme.north/receipts?day=today, 400, today",
        "/v1/stores/acme.north/receipts?day=2026-11-24&limit=4, 400, limit must be 1 to 3",
        "/v1/stores/acme.north/receipts?day=2026-11-24&limit=0, 400, limit must be 1 to 3",
        "/v1/stores/acme.north/receipts?day=2026-11-24&limit=x, 400, limit must be 1 to 3",
        "/v1/stores/acme.north/visits?after=v-9, 400, visit v-9 is no longer in the store",
        "/v1/stores/acme.north/blueprint, 404, there is no blueprint",
    })
    void aWrongRequestIsToldWhatIsWrong(String path, int status, String problem) throws Exception {
        var response = as(operator(), get(path));

        assertThat(response.status().intValue()).isEqualTo(status);
        assertThat(json(response).path("problem").asText()).contains(problem);
    }

    @Test
    void withoutATokenNothingOfAStoreIsTold() throws Exception {
        assertThat(send(get("/v1/stores/acme.north")).status().intValue()).isEqualTo(401);
    }

    @Test
    void whoHasNoRightLearnsNotEvenWhetherThereIsSuchAStore() throws Exception {
        var other = token(new Grant(Role.OPERATOR, List.of("acme.west")));

        assertThat(as(other, get("/v1/stores/acme.south")).status().intValue()).isEqualTo(403);
    }

    @Test
    void aGatewaysTokenIsNoOperators() throws Exception {
        var gateway = token(new Grant(Role.GATEWAY, List.of("*")));

        assertThat(as(gateway, get("/v1/stores/acme.north")).status().intValue()).isEqualTo(403);
    }

    @Test
    void anExpiredTokenIsRefused() throws Exception {
        var old =
                new Tokens("a secret of 32 bytes or even more", () -> NOW.minusSeconds(7_200))
                        .issue(new Grant(Role.OPERATOR, List.of("*")), Duration.ofHours(1));

        assertThat(as(old, get("/v1/stores/acme.north")).status().intValue()).isEqualTo(401);
    }

    @Test
    void aMethodThatIsNotServedIsToldWhichAre() throws Exception {
        var response =
                as(
                        operator(),
                        get("/v1/stores/acme.north/blueprint").withMethod(HttpMethods.DELETE));

        assertThat(response.status().intValue()).isEqualTo(405);
        assertThat(response.getHeader("Allow").orElseThrow().value()).isEqualTo("PUT, GET");
    }

    @Test
    void aBlueprintWithFaultsIsRefusedWholeWithAllOfThem() throws Exception {
        var response =
                as(operator(), put("{\"format\": \"aisle-blueprint/1\", \"decider\": \"x\"}"));

        assertThat(response.status().intValue()).isEqualTo(422);
        assertThat(json(response).path("faults").size()).isGreaterThan(3);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        var response = as(operator(), put("x".repeat(5_000)));

        assertThat(response.status().intValue()).isEqualTo(413);
    }

    @Test
    void nobodyWhoAnswersIsNoFaultOfTheCaller() throws Exception {
        sources.answering = false;

        assertThat(as(operator(), get("/v1/stores/acme.north")).status().intValue()).isEqualTo(503);
    }

    @Test
    void pagesFollowOneAnotherToTheEnd() throws Exception {
        var visits = new ArrayList<String>();
        var next = "";
        do {
            var page =
                    json(
                            as(
                                    operator(),
                                    get(
                                            "/v1/stores/acme.north/receipts?day=2026-11-24&after="
                                                    + next)));
            page.path("items").forEach(kept -> visits.add(kept.at("/receipt/visit").asText()));
            next = page.path("next").asText("");
        } while (!next.isEmpty() && !next.equals("null"));

        assertThat(visits)
                .containsExactly("v-100", "v-101", "v-102", "v-103", "v-104", "v-105", "v-106");
    }

    @Test
    void aVisitThatIsSettledComesAsAReceipt() throws Exception {
        var response = as(operator(), get("/v1/stores/acme.north/events"));
        var heard = new LinkedBlockingQueue<String>();
        var done =
                response.entity()
                        .getDataBytes()
                        .map(bytes -> bytes.utf8String().lines().findFirst().orElse(""))
                        .take(3)
                        .wireTap(heard::add)
                        .runWith(Sink.seq(), kit.system());
        assertThat(heard.poll(3, TimeUnit.SECONDS)).isEqualTo("event: live");
        sources.inside = List.of();

        assertThat(done.toCompletableFuture().get(3, TimeUnit.SECONDS))
                .containsExactly("event: live", "event: live", "event: receipt");
    }

    @Test
    void noMoreStreamsAreSentThanANodeMay() throws Exception {
        var _ = as(operator(), get("/v1/stores/acme.north/events"));

        assertThat(as(operator(), get("/v1/stores/acme.north/events")).status().intValue())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({"/", "/console.js", "/console.css", "/health", "/metrics"})
    void anybodyGetsThePageAndTheHealth(String path) throws Exception {
        assertThat(send(get(path)).status().intValue()).isEqualTo(200);
    }

    private static HttpRequest get(String path) {
        return HttpRequest.GET(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"paymentToken\": \"tok\", \"seconds\": 60} | 200 | of tok",
                "{\"staff\": true, \"seconds\": 3600} | 200 | of the staff",
                "{\"staff\": true, \"seconds\": 3601} | 400 | seconds must be 1 to 3600",
                "{\"staff\": true} | 400 | seconds must be",
                "{\"seconds\": 60} | 400 | name either a paymentToken",
                "{\"paymentToken\": \"tok\", \"staff\": true, \"seconds\": 6} | 400 | name either",
                "[ | 400 | no JSON"
            })
    void anEntryCodeIsIssuedForWhoPaysOrForTheStaff(String body, int status, String said)
            throws Exception {
        var request = HttpRequest.POST("/v1/stores/acme.north/entry-codes").withEntity(body);
        var response = as(operator(), request);

        assertThat(response.status().intValue()).isEqualTo(status);
        assertThat(json(response).toString()).contains(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'policy': {'shards': 2}, 'revision': 1, 'by': 'bea'} | 200 | 'revision':2",
                "{'policy': {'shards': 2}} | 409 | ann has changed the policy meanwhile",
                "{'policy': {'home': ['location=nowhere']}, 'revision': 1} | 409 | no node carries",
                "{'policy': {'shards': 9}, 'revision': 1} | 422 | 9 shards are more than the 8",
                "{'policy': {'shards': 0}, 'revision': 1} | 400 | 1 shard at least, not 0",
                "{'policy': {'shards': -1}, 'revision': 1} | 400 | 1 shard at least, not -1",
                "{'policy': {'shards': 1.5}, 'revision': 1} | 400 | 'shards' is a whole number",
                "{'policy': {'maxNodes': 0}, 'revision': 1} | 400 | 1 node at least, not 0",
                "{'policy': {'home': 'lille'}, 'revision': 1} | 400 | 'home' is a list of labels",
                "{'policy': {'home': [7]}, 'revision': 1} | 400 | a label of 'home'",
                "{'revision': 1} | 400 | name a policy",
                "[ | 400 | no JSON"
            })
    void aPolicyIsTakenOrRefusedInWords(String body, int status, String said) throws Exception {
        var request =
                HttpRequest.PUT("/v1/stores/acme.north/placement")
                        .withEntity(body.replace('\'', '"'));
        var response = as(operator(), request);

        assertThat(response.status().intValue()).isEqualTo(status);
        assertThat(json(response).toString().replace('"', '\'')).contains(said);
    }

    @Test
    void aPlanShowsWhereAStoreWouldBelong() throws Exception {
        var request =
                HttpRequest.POST("/v1/stores/acme.north/placement/plan")
                        .withEntity("{\"policy\": {\"shards\": 4}}");
        var response = as(operator(), request);

        assertThat(response.status().intValue()).isEqualTo(200);
        assertThat(json(response).at("/policy/shards").asInt()).isEqualTo(4);
    }

    private static HttpRequest put(String body) {
        return HttpRequest.PUT("/v1/stores/acme.north/blueprint").withEntity(body);
    }

    private static String operator() {
        return token(new Grant(Role.OPERATOR, List.of("*")));
    }

    private static String token(Grant grant) {
        return TOKENS.issue(grant, Duration.ofHours(1));
    }

    private HttpResponse as(String token, HttpRequest request) throws Exception {
        return send(request.addHeader(RawHeader.create("Authorization", "Bearer " + token)));
    }

    private HttpResponse send(HttpRequest request) throws Exception {
        return routes.handle(request).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static JsonNode json(HttpResponse response) throws Exception {
        var body =
                response.entity()
                        .toStrict(3_000, kit.system())
                        .toCompletableFuture()
                        .get(3, TimeUnit.SECONDS)
                        .getData()
                        .decodeString(StandardCharsets.UTF_8);
        return JSON.readTree(body);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
