package dev.aisle.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.kernel.Tokens;
import dev.aisle.runtime.kernel.Tokens.Grant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.Uri;
import org.apache.pekko.http.javadsl.model.headers.CacheControl;
import org.apache.pekko.http.javadsl.model.headers.CacheDirectives;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the endpoint that is asked, lets in who may ask, and writes the answer down.
public final class HttpRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(HttpRoutes.class);
    private static final String BEARER = "Bearer ";

    /// The page loads nothing from elsewhere.
    private static final List<HttpHeader> OF_THE_PAGE =
            List.of(
                    RawHeader.create(
                            "Content-Security-Policy",
                            "default-src 'self'; style-src 'self'; img-src 'self' data:"),
                    RawHeader.create("X-Content-Type-Options", "nosniff"),
                    RawHeader.create("Referrer-Policy", "no-referrer"));

    private record Found(Endpoint endpoint, Map<String, String> names) {}

    private final HttpSettings settings;
    private final Tokens tokens;
    private final Sources sources;
    private final ActorSystem<?> system;
    private final ObjectMapper json;
    private final LiveStreams streams;
    private final List<Endpoint> endpoints;

    public HttpRoutes(
            HttpSettings settings, Tokens tokens, Sources sources, ActorSystem<?> system) {
        this.settings = settings;
        this.tokens = tokens;
        this.sources = sources;
        this.system = system;
        this.json =
                JacksonObjectMapperProvider.get(system)
                        .getOrCreate("jackson-json", Optional.empty());
        this.streams = new LiveStreams(settings, sources, json);
        this.endpoints = new StoreApi(settings, sources).endpoints();
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /// Never fails: what goes wrong is told in the answer.
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        CompletionStage<HttpResponse> answered;
        try {
            answered = route(request);
        } catch (RuntimeException wrong) {
            answered = CompletableFuture.failedStage(wrong);
        }
        return answered.exceptionally(failure -> response(refusal(failure)));
    }

    private CompletionStage<HttpResponse> route(HttpRequest request) {
        var segments = Endpoint.segments(request.getUri().path());
        var here =
                endpoints.stream()
                        .flatMap(each ->
                                each.match(segments).map(names -> new Found(each, names)).stream())
                        .toList();
        if (here.isEmpty()) {
            return refuse(
                    request, 404, "there is nothing at " + path(request), "see /openapi.json");
        }
        var method = request.method().value();
        return here.stream()
                .filter(found -> found.endpoint().method().name().equals(method))
                .findFirst()
                .map(found -> admit(request, found))
                .orElseGet(() -> wrongMethod(request, here));
    }

    private static String path(HttpRequest request) {
        return request.getUri().path();
    }

    private CompletionStage<HttpResponse> wrongMethod(HttpRequest request, List<Found> here) {
        var methods = here.stream().map(found -> found.endpoint().method().name()).toList();
        return refuse(
                        request,
                        405,
                        path(request) + " does not take " + request.method().value(),
                        "use " + String.join(" or ", methods))
                .thenApply(response ->
                        response.addHeader(RawHeader.create("Allow", String.join(", ", methods))));
    }

    /// Whoever has no right learns nothing, not even whether there is such a store.
    private CompletionStage<HttpResponse> admit(HttpRequest request, Found found) {
        if (found.endpoint().access() == Endpoint.Access.OPEN) {
            request.discardEntityBytes(system);
            return answer(found, Optional.empty(), request, "");
        }
        var header = request.getHeader("Authorization").map(HttpHeader::value);
        if (header.filter(value -> value.startsWith(BEARER)).isEmpty()) {
            return refuse(request, 401, "no token was sent", "send 'Authorization: Bearer TOKEN'");
        }
        return switch (tokens.read(header.get().substring(BEARER.length()))) {
            case Tokens.Outcome.Invalid(var why) ->
                    refuse(request, 401, why, "have a new token issued");
            case Tokens.Outcome.Valid(var grant) -> admit(request, found, grant);
        };
    }

    private CompletionStage<HttpResponse> admit(HttpRequest request, Found found, Grant grant) {
        var store = Optional.ofNullable(found.names().get("store")).map(StoreId::new);
        boolean covered = store.map(grant::covers).orElse(true);
        if (grant.role() != Tokens.Role.OPERATOR || !covered) {
            return refuse(
                    request,
                    403,
                    "this token is not an operator's"
                            + store.map(named -> " of " + named).orElse(""),
                    "have one issued that is");
        }
        if (store.isEmpty() || found.endpoint().access() != Endpoint.Access.OPERATOR_OF_STORE) {
            return readAndAnswer(request, found, grant);
        }
        return sources.exists(store.get())
                .thenCompose(exists ->
                        exists
                                ? readAndAnswer(request, found, grant)
                                : refuse(
                                        request,
                                        404,
                                        "there is no store " + store.get(),
                                        "look at its spelling, or publish its blueprint"));
    }

    private CompletionStage<HttpResponse> readAndAnswer(
            HttpRequest request, Found found, Grant grant) {
        return request.entity()
                .withSizeLimit(settings.mostBytes())
                .toStrict(settings.askTimeout().toMillis(), system)
                .thenCompose(body ->
                        answer(
                                found,
                                Optional.of(grant),
                                request,
                                body.getData().decodeString(StandardCharsets.UTF_8)));
    }

    private CompletionStage<HttpResponse> answer(
            Found found, Optional<Grant> grant, HttpRequest request, String body) {
        var call = new Call(found.names(), query(request.getUri()), body, grant);
        return found.endpoint().handler().handle(call).thenApply(this::response);
    }

    private static Map<String, String> query(Uri uri) {
        var query = new TreeMap<String, String>();
        uri.query().toList().forEach(pair -> query.put(pair.first(), pair.second()));
        return query;
    }

    private CompletionStage<HttpResponse> refuse(
            HttpRequest request, int status, String problem, String remedy) {
        request.discardEntityBytes(system);
        return CompletableFuture.completedFuture(
                response(new Answer.Refused(status, problem, remedy)));
    }

    private Answer refusal(Throwable failure) {
        var cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return switch (cause) {
            case IllegalArgumentException wrong ->
                    new Answer.Refused(400, String.valueOf(wrong.getMessage()), "mend the request");
            case TimeoutException _ ->
                    new Answer.Refused(
                            503,
                            "nobody answered within " + settings.askTimeout(),
                            "try again; look at /ready");
            case EntityStreamSizeException _ ->
                    new Answer.Refused(
                            413,
                            "the body is larger than " + settings.mostBytes() + " bytes",
                            "send less, or raise aisle.http.most-bytes");
            case TooManyStreams many ->
                    new Answer.Refused(
                            503,
                            String.valueOf(many.getMessage()),
                            "close some, or ask a node less busy");
            default -> {
                LOG.warn("a request failed", cause);
                yield new Answer.Refused(500, String.valueOf(cause), "look at the node's log");
            }
        };
    }

    private HttpResponse response(Answer answer) {
        return switch (answer) {
            case Answer.Value(var value) -> json(200, value);
            case Answer.Page page -> json(200, page);
            case Answer.Refused(var status, var problem) -> json(status, problem);
            case Answer.Metrics(var text) ->
                    HttpResponse.create()
                            .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, text));
            case Answer.Shipped(var asset) ->
                    HttpResponse.create()
                            .addHeaders(OF_THE_PAGE)
                            .addHeader(CacheControl.create(CacheDirectives.NO_CACHE))
                            .withEntity(
                                    HttpEntities.create(
                                            ContentTypes.parse(asset.mediaType()), asset.bytes()));
            case Answer.Events(var store) ->
                    HttpResponse.create()
                            .addHeader(CacheControl.create(CacheDirectives.NO_STORE))
                            .withEntity(
                                    HttpEntities.createChunked(
                                            MediaTypes.TEXT_EVENT_STREAM.toContentType(),
                                            streams.of(store)));
        };
    }

    private HttpResponse json(int status, Object value) {
        try {
            return HttpResponse.create()
                    .withStatus(status)
                    .withEntity(
                            HttpEntities.create(
                                    ContentTypes.APPLICATION_JSON, json.writeValueAsBytes(value)));
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("not to be written as JSON: " + value, wrong);
        }
    }
}
