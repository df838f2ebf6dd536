package dev.aisle.runtime.http;

import dev.aisle.protocols.attribution.AttributorReply;
import dev.aisle.protocols.attribution.AttributorReply.Basket;
import dev.aisle.protocols.attribution.AttributorReply.Live;
import dev.aisle.protocols.attribution.AttributorReply.Person;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.PlacementPolicy;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import dev.aisle.runtime.kernel.Tokens.Grant;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/// A node with one store, in which what happens is up to the test.
final class FakeSources implements Sources {

    static final StoreId STORE = new StoreId("acme.north");
    static final VisitId VISIT = new VisitId("v-1");
    static final EventTime NOON = new EventTime(1_700_000_000_000_000L);

    private static final TrackId TRACK = new TrackId("t-1");
    private static final Money NOTHING = Money.zero(Currency.getInstance("EUR"));

    private static final List<Receipt.Line> LINES =
            List.of(
                    new Receipt.Line(
                            new ProductCode("071142008582"),
                            "Spring water",
                            1,
                            NOTHING,
                            TaxRate.NONE,
                            NOTHING,
                            NOTHING));
    private static final Person SOMEBODY =
            new Person(TRACK, NOON, new Position(1, 2, 1.7f), List.of(new Position(1.2f, 2, 1)));

    volatile List<VisitId> inside = List.of(VISIT);
    volatile boolean answering = true;
    private final List<Kept> kept = new ArrayList<>();

    /// A store with so many receipts on one day.
    FakeSources withReceipts(int count) {
        for (int i = 0; i < count; i++) {
            var visit = new VisitId("v-" + (100 + i));
            kept.add(new Kept(receipt(visit), ShopperReply.Stage.PAID, Optional.of(NOTHING)));
        }
        return this;
    }

    static Receipt receipt(VisitId visit) {
        return new Receipt(
                STORE,
                visit,
                TRACK,
                NOON,
                NOON.plusMicros(60_000_000),
                TaxMode.INCLUDED,
                LINES,
                NOTHING,
                NOTHING,
                NOTHING,
                List.of());
    }

    @Override
    public Health health() {
        return new Health("up", "127.0.0.1:25520");
    }

    @Override
    public Nodes cluster() {
        return new Nodes("127.0.0.1:25520", List.of(new Member("127.0.0.1:25520", "up")));
    }

    @Override
    public CompletionStage<Stores> stores(Grant grant, Optional<StoreId> after, int most) {
        return now(new Stores(List.of(STORE), Optional.empty()));
    }

    @Override
    public CompletionStage<Boolean> exists(StoreId store) {
        return now(store.equals(STORE));
    }

    @Override
    public CompletionStage<EntryCode> entryCode(
            StoreId store, Optional<String> paymentToken, Duration validFor) {
        var code = paymentToken.map(token -> "of " + token).orElse("of the staff");
        return now(new EntryCode(code, NOON.instant().plus(validFor)));
    }

    @Override
    public CompletionStage<Placing> placement(StoreId store) {
        return plan(store, PlacementPolicy.ANYWHERE);
    }

    @Override
    public CompletionStage<Placing> plan(StoreId store, PlacementPolicy policy) {
        var here = "127.0.0.1:25520";
        var place = new Place(0, List.of(here), Optional.of(here), 3);
        return now(new Placing(STORE, 1, "ann", policy, List.of(place)));
    }

    @Override
    public Optional<String> obstacle(PlacementPolicy policy) {
        return policy.home().contains("location=nowhere")
                ? Optional.of("no node carries location=nowhere")
                : Optional.empty();
    }

    @Override
    public CompletionStage<StoreReply> place(
            StoreId store, PlacementPolicy policy, int revision, String by) {
        if (policy.shards() > 8) {
            return now(new StoreReply.TooManyShards(policy.shards(), 8));
        }
        return now(
                revision == 1
                        ? new StoreReply.Placed(2, policy, by)
                        : new StoreReply.PlacedMeanwhile(1, "ann"));
    }

    @Override
    public CompletionStage<StoreReply> publish(Blueprint blueprint, EventTime from) {
        return now(new StoreReply.TooEarly(2));
    }

    @Override
    public CompletionStage<Optional<StoreReply.Current>> blueprint(StoreId store) {
        return now(Optional.empty());
    }

    @Override
    public CompletionStage<AttributorReply.Status> status(StoreId store) {
        return answering
                ? now(
                        new AttributorReply.Status(
                                STORE, 1, Progress.NONE, new TreeMap<>(), 1, 0, 0, false))
                : CompletableFuture.failedStage(new TimeoutException("nobody"));
    }

    @Override
    public CompletionStage<Live> live(StoreId store) {
        var baskets =
                inside.stream()
                        .map(visit ->
                                new Basket(
                                        visit,
                                        TRACK,
                                        NOON,
                                        false,
                                        1,
                                        LINES,
                                        NOTHING,
                                        Optional.empty()))
                        .toList();
        return answering
                ? now(new Live(STORE, NOON, NOON, List.of(SOMEBODY), baskets))
                : CompletableFuture.failedStage(new TimeoutException("nobody"));
    }

    @Override
    public CompletionStage<List<Kept>> receipts(
            StoreId store, LocalDate day, Optional<VisitId> after, int most) {
        return now(
                kept.stream()
                        .filter(each ->
                                after.isEmpty()
                                        || each.receipt()
                                                        .visit()
                                                        .value()
                                                        .compareTo(after.get().value())
                                                > 0)
                        .limit(most)
                        .toList());
    }

    @Override
    public CompletionStage<ShopperReply.Visit> visit(StoreId store, VisitId visit) {
        boolean known = visit.equals(VISIT);
        boolean settled = known && !inside.contains(VISIT);
        return now(
                new ShopperReply.Visit(
                        visit,
                        known ? Optional.of(TRACK) : Optional.empty(),
                        known ? Optional.of(NOON) : Optional.empty(),
                        new TreeMap<>(),
                        known ? 1 : 0,
                        stage(known, settled),
                        settled ? Optional.of(receipt(visit)) : Optional.empty(),
                        Optional.empty()));
    }

    private static ShopperReply.Stage stage(boolean known, boolean settled) {
        if (!known) {
            return ShopperReply.Stage.UNKNOWN;
        }
        return settled ? ShopperReply.Stage.NOTHING_OWED : ShopperReply.Stage.SHOPPING;
    }

    @Override
    public CompletionStage<List<Decision>> decisions(StoreId store, ShopperReply.Visit visit) {
        return now(List.of());
    }

    @Override
    public String metrics() {
        return "aisle_streams 0\n";
    }

    private static <T> CompletionStage<T> now(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
