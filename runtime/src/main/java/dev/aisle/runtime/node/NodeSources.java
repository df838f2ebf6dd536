package dev.aisle.runtime.node;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.AttributorReply;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.PlacementPolicy;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.runtime.attribution.AttributorEntity;
import dev.aisle.runtime.http.HttpSettings;
import dev.aisle.runtime.http.Sources;
import dev.aisle.runtime.kernel.Addresses;
import dev.aisle.runtime.kernel.Tokens.Grant;
import dev.aisle.runtime.payers.EntryDesk;
import dev.aisle.runtime.placement.Host;
import dev.aisle.runtime.shopper.CassandraReceipts;
import dev.aisle.runtime.shopper.ShopperEntity;
import dev.aisle.runtime.store.StoreEntity;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.Cluster;

/// Answers from entities, read models and the journal.
final class NodeSources implements Sources {

    private final ActorSystem<?> system;
    private final ClusterSharding sharding;
    private final HttpSettings settings;
    private final StoreDirectory directory;
    private final CassandraReceipts receipts;
    private final EntryDesk desk;
    private final ClusterPlacement placement;
    private final SlotCensus census;
    private final Metrics metrics;
    private final DecisionLog log;

    NodeSources(
            ActorSystem<?> system,
            HttpSettings settings,
            StoreDirectory directory,
            CassandraReceipts receipts,
            EntryDesk desk,
            ClusterPlacement placement,
            Metrics metrics) {
        this.system = system;
        this.sharding = ClusterSharding.get(system);
        this.settings = settings;
        this.directory = directory;
        this.receipts = receipts;
        this.desk = desk;
        this.placement = placement;
        this.census = new SlotCensus(system, settings.askTimeout());
        this.metrics = metrics;
        this.log = new DecisionLog(system, settings.page());
    }

    @Override
    public CompletionStage<EntryCode> entryCode(
            StoreId store, Optional<String> paymentToken, Duration validFor) {
        var expires =
                InstantSource.system().instant().plus(validFor).truncatedTo(ChronoUnit.SECONDS);
        var until = EventTime.of(expires);
        return paymentToken
                .map(token -> desk.forPayer(store, token, until))
                .orElseGet(() -> CompletableFuture.completedFuture(desk.forStaff(store, until)))
                .thenApply(code -> new EntryCode(code, expires));
    }

    @Override
    public Health health() {
        var self = Cluster.get(system).selfMember();
        return new Health(lower(self.status()), address(self));
    }

    @Override
    public Nodes cluster() {
        var cluster = Cluster.get(system);
        var unreachable = cluster.state().getUnreachable();
        var nodes = new ArrayList<Member>();
        for (var member : cluster.state().getMembers()) {
            nodes.add(
                    new Member(
                            address(member),
                            unreachable.contains(member) ? "unreachable" : lower(member.status())));
        }
        return new Nodes(address(cluster.selfMember()), nodes);
    }

    private static String lower(MemberStatus status) {
        return status.toString().toLowerCase(Locale.ROOT);
    }

    private static String address(org.apache.pekko.cluster.Member member) {
        return member.address().hostPort();
    }

    @Override
    public CompletionStage<Stores> stores(Grant grant, Optional<StoreId> after, int most) {
        return directory.list(grant, after, most);
    }

    @Override
    public CompletionStage<Optional<StoreReply.Current>> blueprint(StoreId store) {
        return sharding.entityRefFor(StoreEntity.TYPE_KEY, Addresses.of(store))
                .<StoreReply>ask(StoreCommand.GetBlueprint::new, settings.askTimeout())
                .thenApply(reply ->
                        reply instanceof StoreReply.Current current
                                ? Optional.of(current)
                                : Optional.empty());
    }

    @Override
    public CompletionStage<AttributorReply.Live> live(StoreId store) {
        return sharding.entityRefFor(AttributorEntity.TYPE_KEY, Addresses.of(store))
                .ask(AttributorCommand.GetLive::new, settings.askTimeout());
    }

    @Override
    public CompletionStage<Boolean> exists(StoreId store) {
        return directory.exists(store);
    }

    @Override
    public CompletionStage<StoreReply> publish(Blueprint blueprint, EventTime from) {
        return sharding.entityRefFor(StoreEntity.TYPE_KEY, Addresses.of(blueprint.store()))
                .<StoreReply>ask(
                        replyTo -> new StoreCommand.Publish(blueprint, from, replyTo),
                        settings.askTimeout())
                .thenCompose(reply -> directory.add(blueprint.store()).thenApply(_ -> reply));
    }

    @Override
    public CompletionStage<AttributorReply.Status> status(StoreId store) {
        return sharding.entityRefFor(AttributorEntity.TYPE_KEY, Addresses.of(store))
                .ask(AttributorCommand.GetStatus::new, settings.askTimeout());
    }

    @Override
    public CompletionStage<List<Kept>> receipts(
            StoreId store, LocalDate day, Optional<VisitId> after, int most) {
        return receipts.list(store, day, after, most)
                .thenApply(page ->
                        page.stream()
                                .map(each -> new Kept(each.receipt(), each.stage(), each.charged()))
                                .toList());
    }

    @Override
    public CompletionStage<Placing> placement(StoreId store) {
        return policy(store)
                .thenCombine(
                        census.of(store),
                        (placed, counts) -> placing(store, placed, placed.policy(), counts));
    }

    @Override
    public CompletionStage<Placing> plan(StoreId store, PlacementPolicy policy) {
        return policy(store)
                .thenCombine(
                        census.of(store),
                        (placed, counts) -> placing(store, placed, policy, counts));
    }

    private CompletionStage<StoreReply.Placed> policy(StoreId store) {
        return sharding.entityRefFor(StoreEntity.TYPE_KEY, Addresses.of(store))
                .<StoreReply>ask(StoreCommand.GetPlacement::new, settings.askTimeout())
                .thenApply(StoreReply.Placed.class::cast);
    }

    private Placing placing(
            StoreId store,
            StoreReply.Placed placed,
            PlacementPolicy policy,
            SortedMap<Integer, SlotCensus.Count> counts) {
        var belongs = placement.under(store, policy);
        var slots = new ArrayList<Place>();
        counts.forEach((slot, count) ->
                slots.add(
                        new Place(
                                slot,
                                List.copyOf(count.nodes()),
                                belongs.host(store, slot).map(Host::address),
                                count.shoppers())));
        return new Placing(store, placed.revision(), placed.by(), policy, slots);
    }

    @Override
    public Optional<String> obstacle(PlacementPolicy policy) {
        return placement.obstacle(policy);
    }

    @Override
    public CompletionStage<StoreReply> place(
            StoreId store, PlacementPolicy policy, int revision, String by) {
        return sharding.entityRefFor(StoreEntity.TYPE_KEY, Addresses.of(store))
                .ask(
                        replyTo -> new StoreCommand.Place(policy, revision, by, replyTo),
                        settings.askTimeout());
    }

    @Override
    public CompletionStage<ShopperReply.Visit> visit(StoreId store, VisitId visit) {
        return sharding.entityRefFor(ShopperEntity.TYPE_KEY, Addresses.of(store, visit))
                .ask(ShopperCommand.GetVisit::new, settings.askTimeout());
    }

    @Override
    public CompletionStage<List<Decision>> decisions(StoreId store, ShopperReply.Visit visit) {
        return log.of(store, visit);
    }

    @Override
    public String metrics() {
        return metrics.scrape();
    }
}
