package dev.aisle.ops.synthetic;

import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.synthetic.Act.Load;
import dev.aisle.ops.synthetic.RowScale.Shaking;
import dev.aisle.ops.synthetic.RowStream.GondolaClock;
import dev.aisle.protocols.device.v1.DoorEvent;
import dev.aisle.protocols.device.v1.TerminalEvent;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.TaxMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A store that is made up from a plan: what stands there, who comes, what its devices say, and
/// what really happened.
public final class SyntheticStore {

    private final SyntheticPlan plan;
    private final Premises premises;
    private final Assortment goods;
    private final List<Visitor> visitors;
    private final Watch watch;
    private final Upsets upsets;
    private final Optional<String> badge;

    private SyntheticStore(SyntheticPlan plan, Optional<String> badge) {
        var random = new SplittableRandom(plan.seed());
        this.plan = plan;
        this.badge = badge;
        this.premises = Premises.of(plan.size());
        this.goods = Assortment.of(premises, random.split());
        this.visitors = Choreography.of(plan, premises, goods, random.split());
        this.watch = new Watch(premises.cameras());
        this.upsets = Upsets.of(premises, visitors, random.split());
    }

    /// Whoever is of the staff has no badge, and comes in as anybody does.
    public static SyntheticStore of(SyntheticPlan plan) {
        return new SyntheticStore(plan, Optional.empty());
    }

    /// Makes one up.
    ///
    /// @param badge of the staff, as a cluster issues it
    public static SyntheticStore of(SyntheticPlan plan, Optional<String> badge) {
        return new SyntheticStore(plan, badge);
    }

    public SyntheticPlan plan() {
        return plan;
    }

    /// Euros with tax included, one door, one terminal.
    public Blueprint blueprint(StoreId store) {
        var cameras = new ArrayList<Blueprint.Camera>();
        for (int i = 0; i < premises.cameras().size(); i++) {
            var spot = premises.cameras().get(i);
            var at = Premises.position(spot.x(), spot.y(), Premises.CEILING);
            cameras.add(new Blueprint.Camera(Premises.camera(i), Optional.of(at)));
        }
        var door = Premises.position(Premises.DOOR.x(), Premises.DOOR.y(), 0);
        return new Blueprint(
                store,
                Assortment.EUR,
                TaxMode.INCLUDED,
                cameras,
                premises.rows(),
                List.of(new Blueprint.Door(Premises.DOOR_ID, door)),
                List.of(new Blueprint.Terminal(Premises.TERMINAL_ID, Premises.TERMINAL)),
                goods.facings(),
                goods.products(),
                AutoCheckoutRecording.DECIDER);
    }

    /// What really happens where the store runs from `begin` on.
    public SyntheticTruth truth(StoreId store, EventTime begin) {
        return Telling.of(this, store, begin);
    }

    /// What its devices say from `begin` on.
    public SyntheticFeed feed(EventTime begin) {
        var streams = new ArrayList<Iterator<Feed>>();
        for (int camera = 0; camera < premises.cameras().size(); camera++) {
            streams.add(new CameraStream(this, camera, visitors, begin));
        }
        for (var row : premises.rows()) {
            var clock = clock(Integer.parseInt(row.gondola()));
            streams.add(new RowStream(row.device(), scale(row), clock, begin, micros()));
        }
        streams.add(new SpotStream(Premises.DOOR_ID, passings(), begin, micros()));
        streams.add(new SpotStream(Premises.TERMINAL_ID, taps(), begin, micros()));
        return new SyntheticFeed(streams);
    }

    RowScale scale(Blueprint.Row row) {
        var loads =
                visitors.stream()
                        .flatMap(visitor -> visitor.acts().stream())
                        .filter(act -> act.row().equals(row.device()))
                        .flatMap(act -> act.loads().stream())
                        .sorted(Comparator.comparingDouble(Load::at))
                        .toList();
        List<Shaking> shakings = upsets.of(row.device());
        long seed = seed(row.device().value(), 0);
        return new RowScale(row.plates().size(), loads, shakings, upsets.hum(row.gondola()), seed);
    }

    GondolaClock clock(int gondola) {
        return new GondolaClock(seed("gondola", gondola));
    }

    private List<SpotStream.Event> passings() {
        var events = new ArrayList<SpotStream.Event>();
        for (var visitor : visitors) {
            var walk = visitor.walk();
            var entered = passing(visitor, DoorEvent.Kind.KIND_ENTERED);
            visitor.card().ifPresent(entered::setPaymentToken);
            badge.filter(_ -> visitor.isStaff()).ifPresent(entered::setCode);
            events.add(at(walk.begin(), entered.build()));
            if (visitor.byDoor()) {
                events.add(at(walk.end(), passing(visitor, DoorEvent.Kind.KIND_LEFT).build()));
            }
        }
        return apart(events);
    }

    private static DoorEvent.Builder passing(Visitor visitor, DoorEvent.Kind kind) {
        return DoorEvent.newBuilder().setKind(kind).setTrack(visitor.track().value());
    }

    private static SpotStream.Event at(double seconds, DoorEvent event) {
        return new SpotStream.Event(
                Math.round(seconds * 1e6) + 1_000,
                (when, arrival) -> new Feed.Door(Premises.DOOR_ID, when, arrival, event));
    }

    private List<SpotStream.Event> taps() {
        var events = new ArrayList<SpotStream.Event>();
        for (var visitor : visitors) {
            visitor.payment()
                    .ifPresent(payment ->
                            events.add(
                                    new SpotStream.Event(
                                            Math.round(payment.at() * 1e6) + 1_000,
                                            (when, arrival) ->
                                                    new Feed.Terminal(
                                                            Premises.TERMINAL_ID,
                                                            when,
                                                            arrival,
                                                            tap(payment.token())))));
        }
        return apart(events);
    }

    private static TerminalEvent tap(String token) {
        var at = Premises.TERMINAL;
        return TerminalEvent.newBuilder()
                .setPaymentToken(token)
                .setPosition(
                        dev.aisle.protocols.device.v1.Position.newBuilder()
                                .setX(at.x())
                                .setY(at.y())
                                .setZ(at.z()))
                .build();
    }

    /// In order, no two at once.
    private static List<SpotStream.Event> apart(List<SpotStream.Event> events) {
        events.sort(Comparator.comparingLong(SpotStream.Event::at));
        var apart = new ArrayList<SpotStream.Event>();
        long last = 0;
        for (var event : events) {
            last = Math.max(last + 1, event.at());
            apart.add(new SpotStream.Event(last, event.said()));
        }
        return apart;
    }

    /// Whether somebody can show that they are staff.
    boolean hasBadge(Visitor visitor) {
        return badge.isPresent() && visitor.isStaff();
    }

    List<Visitor> visitors() {
        return visitors;
    }

    Premises premises() {
        return premises;
    }

    Watch watch() {
        return watch;
    }

    /// How long it runs.
    long micros() {
        return plan.duration().toNanos() / 1_000;
    }

    /// A seed of its own for each part.
    long seed(String part, int number) {
        long seed = plan.seed() * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L;
        for (int i = 0; i < part.length(); i++) {
            seed = (seed ^ part.charAt(i)) * 0x100000001B3L;
        }
        return new SplittableRandom(seed).nextLong();
    }
}
