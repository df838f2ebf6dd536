package dev.aisle.runtime.http;

import static org.apache.pekko.http.javadsl.server.PathMatchers.segment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.config.blueprint.BlueprintLoader;
import dev.aisle.config.blueprint.Fault;
import dev.aisle.config.blueprint.Loaded;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.runtime.kernel.Tokens;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.marshalling.Marshaller;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.Unmarshaller;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;

/// The routes of a node.
public final class HttpRoutes extends AllDirectives {

    private static final String BEARER = "Bearer ";

    /// What went wrong, for people and programs.
    private record Problem(String problem, String remedy, List<Fault> faults) {
        private Problem(String problem, String remedy) {
            this(problem, remedy, List.of());
        }
    }

    private final HttpSettings settings;
    private final Tokens tokens;
    private final Sources sources;
    private final ObjectMapper json;

    public HttpRoutes(
            HttpSettings settings, Tokens tokens, Sources sources, ActorSystem<?> system) {
        this.settings = settings;
        this.tokens = tokens;
        this.sources = sources;
        this.json =
                JacksonObjectMapperProvider.get(system)
                        .getOrCreate("jackson-json", Optional.empty());
    }

    public Route all() {
        return concat(
                path("metrics", () -> get(() -> complete(sources.metrics()))),
                pathPrefix(
                        segment("v1").slash("stores").slash(segment()),
                        name -> withStore(name, this::ofStore)));
    }

    private Route withStore(String name, java.util.function.Function<StoreId, Route> inner) {
        StoreId store;
        try {
            store = new StoreId(name);
        } catch (IllegalArgumentException wrong) {
            return answer(
                    StatusCodes.BAD_REQUEST,
                    new Problem(String.valueOf(wrong.getMessage()), "name <retailer>.<store>"));
        }
        return optionalHeaderValueByName(
                "Authorization",
                header -> {
                    if (header.isEmpty() || !header.get().startsWith(BEARER)) {
                        return answer(
                                StatusCodes.UNAUTHORIZED,
                                new Problem(
                                        "no token was sent", "send 'Authorization: Bearer TOKEN'"));
                    }
                    return switch (tokens.read(header.get().substring(BEARER.length()))) {
                        case Tokens.Outcome.Invalid(var why) ->
                                answer(
                                        StatusCodes.UNAUTHORIZED,
                                        new Problem(why, "have a new token issued"));
                        case Tokens.Outcome.Valid(var grant)
                                when grant.role() == Tokens.Role.OPERATOR && grant.covers(store) ->
                                inner.apply(store);
                        case Tokens.Outcome.Valid _ ->
                                answer(
                                        StatusCodes.FORBIDDEN,
                                        new Problem(
                                                "this token is not an operator's of " + store,
                                                "have one issued that is"));
                    };
                });
    }

    private Route ofStore(StoreId store) {
        return concat(
                path("blueprint", () -> put(() -> publish(store))),
                pathEnd(() -> get(() -> existing(store, () -> sources.status(store)))),
                path("receipts", () -> get(() -> receipts(store))),
                path(segment("visits").slash(segment()), visit -> get(() -> visit(store, visit))));
    }

    private Route publish(StoreId store) {
        return parameterOptional(
                "from",
                from ->
                        entity(
                                Unmarshaller.entityToString(),
                                text ->
                                        switch (new BlueprintLoader().load(text)) {
                                            case Loaded.Faulty(var faults) ->
                                                    answer(
                                                            StatusCodes.UNPROCESSABLE_CONTENT,
                                                            new Problem(
                                                                    "the blueprint is refused",
                                                                    "mend all faults",
                                                                    faults));
                                            case Loaded.Sound(var blueprint)
                                                    when blueprint.store().equals(store) ->
                                                    handle(() ->
                                                            sources.publish(blueprint, time(from)));
                                            case Loaded.Sound(var blueprint) ->
                                                    answer(
                                                            StatusCodes.UNPROCESSABLE_CONTENT,
                                                            new Problem(
                                                                    "the blueprint is of "
                                                                            + blueprint.store(),
                                                                    "send it to its own store"));
                                        }));
    }

    private static EventTime time(Optional<String> from) {
        return from.map(text -> EventTime.of(Instant.parse(text))).orElse(EventTime.BEGINNING);
    }

    private Route receipts(StoreId store) {
        return parameter(
                "day",
                day ->
                        parameterOptional(
                                "after",
                                after ->
                                        existing(
                                                store,
                                                () ->
                                                        sources.receipts(
                                                                store,
                                                                LocalDate.parse(day),
                                                                after.map(VisitId::new)))));
    }

    private Route visit(StoreId store, String name) {
        return existing(
                store,
                () ->
                        sources.visit(store, new VisitId(name))
                                .thenCompose(visit ->
                                        visit.stage() == ShopperReply.Stage.UNKNOWN
                                                ? java.util.concurrent.CompletableFuture
                                                        .failedStage(
                                                                new NoSuchThing(
                                                                        "visit " + name + " of "
                                                                                + store))
                                                : sources.decisions(store, visit)
                                                        .thenApply(decisions ->
                                                                Map.of(
                                                                        "visit",
                                                                        visit,
                                                                        "decisions",
                                                                        decisions))));
    }

    private Route existing(StoreId store, Supplier<CompletionStage<?>> answer) {
        return handle(() ->
                sources.exists(store)
                        .thenCompose(exists ->
                                exists
                                        ? answer.get()
                                        : java.util.concurrent.CompletableFuture.failedStage(
                                                new NoSuchThing("store " + store))));
    }

    private Route handle(Supplier<CompletionStage<?>> answer) {
        CompletionStage<?> stage;
        try {
            stage = answer.get();
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            return answer(
                    StatusCodes.BAD_REQUEST,
                    new Problem(
                            String.valueOf(wrong.getMessage()),
                            "days are YYYY-MM-DD, times ISO 8601 with a zone"));
        }
        return onComplete(
                () -> stage,
                outcome ->
                        outcome.isSuccess()
                                ? answered(outcome.get())
                                : failed(outcome.failed().get()));
    }

    private Route answered(Object value) {
        return switch (value) {
            case StoreReply.TooEarly(var version) ->
                    answer(
                            StatusCodes.CONFLICT,
                            new Problem(
                                    "version " + version + " holds from later on",
                                    "name a later time in 'from'"));
            default -> answer(StatusCodes.OK, value);
        };
    }

    private Route failed(Throwable failure) {
        var cause = failure.getCause() == null ? failure : failure.getCause();
        return switch (cause) {
            case NoSuchThing none ->
                    answer(
                            StatusCodes.NOT_FOUND,
                            new Problem(
                                    "there is no " + none.getMessage(), "look at its spelling"));
            case IllegalArgumentException wrong ->
                    answer(
                            StatusCodes.BAD_REQUEST,
                            new Problem(String.valueOf(wrong.getMessage()), "mend the request"));
            case TimeoutException _ ->
                    answer(
                            StatusCodes.SERVICE_UNAVAILABLE,
                            new Problem(
                                    "nobody answered within " + settings.askTimeout(),
                                    "try again; look at /ready"));
            default ->
                    answer(
                            StatusCodes.INTERNAL_SERVER_ERROR,
                            new Problem(String.valueOf(cause), "look at the node's log"));
        };
    }

    private Route answer(StatusCode status, Object value) {
        try {
            return complete(
                    HttpResponse.create()
                            .withStatus(status)
                            .withEntity(
                                    HttpEntities.create(
                                            ContentTypes.APPLICATION_JSON,
                                            json.writeValueAsBytes(value))));
        } catch (JsonProcessingException wrong) {
            return complete(
                    StatusCodes.INTERNAL_SERVER_ERROR,
                    String.valueOf(wrong.getMessage()),
                    Marshaller.stringToEntity());
        }
    }

    private static final class NoSuchThing extends RuntimeException {
        private static final long serialVersionUID = 1;

        private NoSuchThing(String what) {
            super(what, null, false, false);
        }
    }
}
