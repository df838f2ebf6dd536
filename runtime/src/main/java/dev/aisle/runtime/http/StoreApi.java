package dev.aisle.runtime.http;

import static dev.aisle.runtime.http.Endpoint.Access.OPEN;
import static dev.aisle.runtime.http.Endpoint.Access.OPERATOR;
import static dev.aisle.runtime.http.Endpoint.Access.OPERATOR_OF_STORE;
import static dev.aisle.runtime.http.Endpoint.Method.GET;
import static dev.aisle.runtime.http.Endpoint.Method.POST;
import static dev.aisle.runtime.http.Endpoint.Method.PUT;

import dev.aisle.config.blueprint.BlueprintLoader;
import dev.aisle.config.blueprint.Loaded;
import dev.aisle.protocols.attribution.AttributorReply.Basket;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.store.StoreReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// All that a node can be asked for over HTTP. `openapi.json` beside it says the same to programs.
final class StoreApi {

    private final HttpSettings settings;
    private final Sources sources;

    StoreApi(HttpSettings settings, Sources sources) {
        this.settings = settings;
        this.sources = sources;
    }

    List<Endpoint> endpoints() {
        var store = "/v1/stores/{store}";
        return List.of(
                new Endpoint(GET, "/", OPEN, shipped(Asset.PAGE)),
                new Endpoint(GET, "/console.js", OPEN, shipped(Asset.SCRIPT)),
                new Endpoint(GET, "/console.css", OPEN, shipped(Asset.STYLE)),
                new Endpoint(GET, "/openapi.json", OPEN, shipped(Asset.OPENAPI)),
                new Endpoint(GET, "/health", OPEN, _ -> now(new Answer.Value(sources.health()))),
                new Endpoint(GET, "/metrics", OPEN, _ -> now(metrics())),
                new Endpoint(GET, "/v1/cluster", OPERATOR, _ -> now(cluster())),
                new Endpoint(GET, "/v1/stores", OPERATOR, this::stores),
                new Endpoint(GET, store, OPERATOR_OF_STORE, this::status),
                new Endpoint(PUT, store + "/blueprint", OPERATOR, this::publish),
                new Endpoint(GET, store + "/blueprint", OPERATOR_OF_STORE, this::blueprint),
                new Endpoint(POST, store + "/entry-codes", OPERATOR_OF_STORE, this::entryCode),
                new Endpoint(GET, store + "/placement", OPERATOR_OF_STORE, this::placement),
                new Endpoint(PUT, store + "/placement", OPERATOR_OF_STORE, this::place),
                new Endpoint(POST, store + "/placement/plan", OPERATOR_OF_STORE, this::plan),
                new Endpoint(GET, store + "/live", OPERATOR_OF_STORE, this::live),
                new Endpoint(
                        GET,
                        store + "/events",
                        OPERATOR_OF_STORE,
                        call -> now(new Answer.Events(call.store()))),
                new Endpoint(GET, store + "/visits", OPERATOR_OF_STORE, this::visits),
                new Endpoint(GET, store + "/visits/{visit}", OPERATOR_OF_STORE, this::visit),
                new Endpoint(GET, store + "/receipts", OPERATOR_OF_STORE, this::receipts),
                new Endpoint(GET, store + "/receipts/{visit}", OPERATOR_OF_STORE, this::receipt));
    }

    private static Endpoint.Handler shipped(Asset asset) {
        return _ -> now(new Answer.Shipped(asset));
    }

    private Answer metrics() {
        return new Answer.Metrics(sources.metrics());
    }

    private Answer cluster() {
        return new Answer.Value(sources.cluster());
    }

    private CompletionStage<Answer> stores(Call call) {
        return sources.stores(
                        call.grant().orElseThrow(),
                        call.after().map(StoreId::new),
                        call.limit(settings.page()))
                .thenApply(page -> new Answer.Page(page.stores(), page.next().map(StoreId::value)));
    }

    private CompletionStage<Answer> status(Call call) {
        return sources.status(call.store()).thenApply(Answer.Value::new);
    }

    private CompletionStage<Answer> publish(Call call) {
        var store = call.store();
        return switch (new BlueprintLoader().load(call.body())) {
            case Loaded.Faulty(var faults) ->
                    now(
                            new Answer.Refused(
                                    422,
                                    new Problem(
                                            "the blueprint is refused",
                                            "mend all faults",
                                            faults)));
            case Loaded.Sound(var blueprint) when blueprint.store().equals(store) ->
                    sources.publish(blueprint, call.from()).thenApply(StoreApi::published);
            case Loaded.Sound(var blueprint) ->
                    now(
                            new Answer.Refused(
                                    422,
                                    "the blueprint is of " + blueprint.store(),
                                    "send it to its own store"));
        };
    }

    private static Answer published(StoreReply reply) {
        return switch (reply) {
            case StoreReply.TooEarly(var version) ->
                    new Answer.Refused(
                            409,
                            "version " + version + " holds from later on",
                            "name a later time in 'from'");
            case StoreReply.Incompatible(var obstacles) ->
                    new Answer.Refused(
                            409,
                            "the blueprint can't follow the one before it: "
                                    + String.join("; ", obstacles),
                            "keep what is named as it is, or open a store of another id");
            case StoreReply.Published published -> new Answer.Value(published);
            case StoreReply.Current _,
                    StoreReply.NoBlueprint _,
                    StoreReply.Placed _,
                    StoreReply.PlacedMeanwhile _,
                    StoreReply.TooManyShards _,
                    StoreReply.Superseded _ ->
                    throw new IllegalStateException("no answer to a publication: " + reply);
        };
    }

    private CompletionStage<Answer> blueprint(Call call) {
        return sources.blueprint(call.store())
                .thenApply(found ->
                        found.<Answer>map(Answer.Value::new)
                                .orElseGet(
                                        () -> none("blueprint of " + call.store() + " in force")));
    }

    private CompletionStage<Answer> entryCode(Call call) {
        var asked = EntryRequest.parse(call.body(), settings.longestEntryCode());
        return sources.entryCode(call.store(), asked.paymentToken(), asked.validFor())
                .thenApply(Answer.Value::new);
    }

    private CompletionStage<Answer> placement(Call call) {
        return sources.placement(call.store()).thenApply(Answer.Value::new);
    }

    private CompletionStage<Answer> plan(Call call) {
        var asked = PlacementRequest.parse(call.body());
        var obstacle = sources.obstacle(asked.policy());
        return obstacle.isPresent()
                ? now(unsatisfied(obstacle.get()))
                : sources.plan(call.store(), asked.policy()).thenApply(Answer.Value::new);
    }

    private CompletionStage<Answer> place(Call call) {
        var asked = PlacementRequest.parse(call.body());
        var obstacle = sources.obstacle(asked.policy());
        return obstacle.isPresent()
                ? now(unsatisfied(obstacle.get()))
                : sources.place(call.store(), asked.policy(), asked.revision(), asked.by())
                        .thenApply(StoreApi::placed);
    }

    private static Answer unsatisfied(String obstacle) {
        return new Answer.Refused(
                409,
                "no node can satisfy the policy: " + obstacle,
                "name labels that nodes carry, or start such a node first");
    }

    private static Answer placed(StoreReply reply) {
        return switch (reply) {
            case StoreReply.Placed placed -> new Answer.Value(placed);
            case StoreReply.PlacedMeanwhile(var revision, var by) ->
                    new Answer.Refused(
                            409,
                            by + " has changed the policy meanwhile: it has revision " + revision,
                            "look at it, and ask again with that revision");
            case StoreReply.TooManyShards(var shards, var slots) ->
                    new Answer.Refused(
                            422,
                            shards + " shards are more than the " + slots + " slots of a store",
                            "ask for 1 to " + slots);
            case StoreReply.Current _,
                    StoreReply.NoBlueprint _,
                    StoreReply.Published _,
                    StoreReply.TooEarly _,
                    StoreReply.Incompatible _,
                    StoreReply.Superseded _ ->
                    throw new IllegalStateException("no answer to a policy: " + reply);
        };
    }

    private CompletionStage<Answer> live(Call call) {
        return sources.live(call.store()).thenApply(Answer.Value::new);
    }

    private CompletionStage<Answer> visits(Call call) {
        int limit = call.limit(settings.page());
        return sources.live(call.store())
                .thenApply(live -> {
                    var rest =
                            call.after()
                                    .map(last -> behind(live.visits(), last))
                                    .orElse(live.visits());
                    var items = rest.stream().limit(limit).toList();
                    return new Answer.Page(
                            items,
                            rest.size() > limit
                                    ? Optional.of(items.getLast().visit().value())
                                    : Optional.empty());
                });
    }

    private static List<Basket> behind(List<Basket> visits, String last) {
        for (int i = 0; i < visits.size(); i++) {
            if (visits.get(i).visit().value().equals(last)) {
                return visits.subList(i + 1, visits.size());
            }
        }
        throw new IllegalArgumentException(
                "visit " + last + " is no longer in the store: begin again without 'after'");
    }

    private CompletionStage<Answer> visit(Call call) {
        return known(
                call,
                visit ->
                        sources.decisions(call.store(), visit)
                                .thenApply(decisions -> new Answer.Value(whole(visit, decisions))));
    }

    private static Map<String, Object> whole(ShopperReply.Visit visit, List<Decision> decisions) {
        return Map.of("visit", visit, "decisions", decisions);
    }

    private CompletionStage<Answer> receipt(Call call) {
        return known(
                call,
                visit ->
                        now(
                                visit.receipt()
                                        .<Answer>map(receipt ->
                                                new Answer.Value(
                                                        new Sources.Kept(
                                                                receipt,
                                                                visit.stage(),
                                                                visit.charged())))
                                        .orElseGet(
                                                () -> none("receipt of visit " + visit.visit()))));
    }

    private CompletionStage<Answer> known(
            Call call, Function<ShopperReply.Visit, CompletionStage<Answer>> answer) {
        return sources.visit(call.store(), call.visit())
                .thenCompose(visit ->
                        visit.stage() == ShopperReply.Stage.UNKNOWN
                                ? now(none("visit " + call.visit() + " of " + call.store()))
                                : answer.apply(visit));
    }

    private CompletionStage<Answer> receipts(Call call) {
        int limit = call.limit(settings.page());
        return sources.receipts(call.store(), call.day(), call.after().map(VisitId::new), limit)
                .thenApply(page ->
                        new Answer.Page(
                                page,
                                page.size() == limit
                                        ? Optional.of(page.getLast().receipt().visit().value())
                                        : Optional.empty()));
    }

    private static Answer none(String what) {
        return new Answer.Refused(404, "there is no " + what, "look at its spelling");
    }

    private static CompletionStage<Answer> now(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
