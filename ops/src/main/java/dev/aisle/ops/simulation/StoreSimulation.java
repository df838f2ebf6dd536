package dev.aisle.ops.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Advanced;
import dev.aisle.protocols.attribution.AttributorEvent.Decided;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shelf.ShelfEvent;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.runtime.attribution.Attribution;
import dev.aisle.runtime.camera.Camera;
import dev.aisle.runtime.door.Doors;
import dev.aisle.runtime.kernel.EntryCodes;
import dev.aisle.runtime.kernel.EventDevice;
import dev.aisle.runtime.kernel.SoftDevice;
import dev.aisle.runtime.shelf.ShelfState;
import dev.aisle.runtime.shopper.Shopper;
import dev.aisle.runtime.terminal.Terminals;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// A run of one store, in one thread: gateway, devices, Attributor, shoppers and a payment
/// provider, each event one after the other in simulated time. The rules are the product's; what is
/// around them is made up, and goes wrong as a [Disturbance] says.
public final class StoreSimulation {

    /// The codes that open its doors.
    public static final EntryCodes CODES = new EntryCodes("of this simulation and no other one");

    private static final long CALM_AFTER = 90 * World.SECOND;
    private static final long AT_MOST = 600 * World.SECOND;
    private static final long AFTERMATH = 12 * World.SECOND;
    private static final long MICROS = 1_000;

    private final World world;
    private final Rules rules;
    private final StoreInput input;
    private final Provider provider;
    private final SortedMap<DeviceId, Lane> lanes = new TreeMap<>();
    private final SortedMap<DeviceId, Supplier<DeviceShell>> makers = new TreeMap<>();
    private final SortedMap<DeviceId, DeviceShell> devices = new TreeMap<>();
    private final Journal<AttributorEvent, Attribution> journal =
            new Journal<>(Attribution.EMPTY, Attribution::evolve);
    private final SortedMap<VisitId, Journal<ShopperEvent, Shopper>> shopperJournals =
            new TreeMap<>();
    private final SortedMap<VisitId, ShopperShell> shoppers = new TreeMap<>();
    private final SortedMap<VisitId, Receipt> receipts = new TreeMap<>();
    private final SortedMap<VisitId, SortedMap<Long, Change>> told = new TreeMap<>();
    private final AttributorEvent.Adopted blueprint;
    private AttributorShell attributor;
    private Progress progress = Progress.NONE;
    private boolean calm;

    /// When the last record is said.
    private long saidBy;

    private boolean over;

    private StoreSimulation(StoreInput input, Disturbance disturbance) {
        this.world = new World(disturbance);
        this.rules = Rules.of(world);
        this.input = input;
        this.provider = new Provider(world);
        this.blueprint = new AttributorEvent.Adopted(1, EventTime.BEGINNING, input.blueprint());
        this.attributor = new AttributorShell(world, journal, this, rules);
        makeDevices();
    }

    /// Runs to the end, or until promises are broken.
    public static Outcome run(StoreInput input, Disturbance disturbance) {
        return new StoreSimulation(input, disturbance).run();
    }

    private void makeDevices() {
        var blueprint = input.blueprint();
        for (var camera : blueprint.cameras()) {
            soft(camera.device(), Camera.empty(camera.device(), rules.camera()), rules::cameraSafe);
        }
        Function<String, PayerReference> payers = PayerReference::new;
        for (var door : blueprint.doors()) {
            soft(
                    door.device(),
                    EventDevice.empty(door.device(), new Doors(id(), payers, CODES)),
                    Progress::handledTo);
        }
        for (var terminal : blueprint.terminals()) {
            soft(
                    terminal.device(),
                    EventDevice.empty(terminal.device(), new Terminals(payers)),
                    Progress::handledTo);
        }
        for (var row : blueprint.rows()) {
            var rows = new Journal<ShelfEvent, ShelfState>(ShelfState.EMPTY, ShelfState::evolve);
            var id = row.device();
            var lane = lane(id);
            make(
                    id,
                    () ->
                            new ShelfShell(
                                    world,
                                    rows,
                                    id,
                                    lane,
                                    rules,
                                    this::report,
                                    shell -> shell.equals(devices.get(id)),
                                    () -> renew(id)));
        }
    }

    private <D extends SoftDevice<D>> void soft(
            DeviceId id, D empty, Function<Progress, EventTime> safe) {
        var lane = lane(id);
        make(id, () -> new SoftShell<>(world, lane, rules.device(), safe, this::report, empty));
    }

    private Lane lane(DeviceId id) {
        var lane = new Lane(world, id, bundle -> device(id).take(bundle));
        lanes.put(id, lane);
        return lane;
    }

    private void make(DeviceId id, Supplier<DeviceShell> maker) {
        makers.put(id, maker);
        renew(id);
    }

    private void renew(DeviceId id) {
        var shell = Objects.requireNonNull(makers.get(id)).get();
        devices.put(id, shell);
        shell.start();
    }

    private DeviceShell device(DeviceId id) {
        return Objects.requireNonNull(devices.get(id), id::value);
    }

    private Outcome run() {
        attributor.start();
        offer();
        feed();
        if (!world.disturbance.crashes().isZero()) {
            strike(micros(world.disturbance.crashes()), this::crash);
        }
        if (!world.disturbance.freezes().isZero()) {
            strike(micros(world.disturbance.freezes()), this::freeze);
        }
        watch();
        while (!over && !world.isLost()) {
            world.time.next();
        }
        return outcome();
    }

    /// Ends the run a while after all is settled, so that late writers are heard too.
    private void watch() {
        if (!calm && attributor.isDone() && world.time.now() > saidBy) {
            calm = true;
            world.time.after(AFTERMATH, () -> over = true);
        } else if (!calm && world.time.now() > AT_MOST) {
            world.violated("comes no further than " + attributor.position());
            over = true;
        }
        world.time.after(World.SECOND, this::watch);
    }

    private static long micros(java.time.Duration duration) {
        return duration.toNanos() / MICROS;
    }

    /// Each device says what it has to say when it happens, or late.
    private void feed() {
        long begin = input.begin().micros();
        long most = micros(world.disturbance.jitter());
        input.records()
                .forEach((id, records) -> {
                    var lane = Objects.requireNonNull(lanes.get(id), id::value);
                    long late = most == 0 ? 0 : world.pick(most);
                    long before = 0;
                    for (var record : records) {
                        if (most > 0 && world.chance(0.03)) {
                            late = world.pick(most);
                        }
                        before = Math.max(before, record.getTimeUs() - begin + late);
                        world.time.at(before, () -> lane.say(record));
                        saidBy = Math.max(saidBy, before);
                    }
                });
    }

    private void offer() {
        world.send("store", () -> attributor.adopt(blueprint));
        world.time.after(
                World.SECOND,
                () -> {
                    if (attributor.state().blueprints().isEmpty()) {
                        offer();
                    }
                });
    }

    // What goes wrong.

    private void strike(long mean, Runnable blow) {
        world.time.after(
                world.until(mean),
                () -> {
                    if (!calm && world.time.now() < CALM_AFTER) {
                        blow.run();
                        strike(mean, blow);
                    }
                });
    }

    private void crash() {
        switch ((int) world.pick(8)) {
            case 0, 1 -> {
                world.count("crashed attributors");
                attributor.crash();
                world.time.after(world.pick(World.SECOND), this::renewAttributor);
            }
            case 2, 3 -> {
                for (var visit : List.copyOf(shoppers.keySet())) {
                    if (world.chance(0.5)) {
                        world.count("crashed shoppers");
                        crash(visit);
                    }
                }
            }
            case 4 -> some(lanes.values()).reconnect();
            default -> {
                var id = some(devices.keySet());
                world.count("crashed devices");
                device(id).crash();
                world.time.after(world.pick(World.SECOND), () -> renew(id));
            }
        }
    }

    private void crash(VisitId visit) {
        Optional.ofNullable(shoppers.remove(visit)).ifPresent(ShopperShell::crash);
    }

    private void renewAttributor() {
        attributor.crash();
        succeed();
    }

    void fenced(AttributorShell stopped) {
        if (attributor.equals(stopped)) {
            succeed();
        }
    }

    private void succeed() {
        attributor = new AttributorShell(world, journal, this, rules);
        attributor.start();
        offer();
        if (!world.disturbance.freezes().isZero() && world.chance(0.3)) {
            world.time.after(world.pick(World.SECOND / 10), this::freezeAttributor);
        }
    }

    private void freeze() {
        if (world.chance(0.6)) {
            freezeAttributor();
        } else {
            freezeShelf();
        }
    }

    private void freezeAttributor() {
        var frozen = attributor;
        if (frozen.isGone() || calm) {
            return;
        }
        world.count("frozen attributors");
        long until = World.SECOND / 10 + world.pick(2 * World.SECOND);
        frozen.freeze(world.time.now() + until + world.pick(2 * World.SECOND));
        world.time.after(
                until,
                () -> {
                    if (attributor.equals(frozen)) {
                        succeed();
                    }
                });
    }

    private void freezeShelf() {
        var id = some(devices.keySet());
        if (device(id) instanceof ShelfShell shelf && !shelf.isGone()) {
            world.count("frozen shelves");
            long until = World.SECOND / 10 + world.pick(2 * World.SECOND);
            shelf.freeze(world.time.now() + until + world.pick(2 * World.SECOND));
            world.time.after(
                    until,
                    () -> {
                        if (shelf.equals(devices.get(id))) {
                            renew(id);
                        }
                    });
        }
    }

    private <T> T some(java.util.Collection<T> all) {
        return List.copyOf(all).get((int) world.pick(all.size()));
    }

    // What entities say to each other.

    StoreId id() {
        return input.blueprint().store();
    }

    Provider provider() {
        return provider;
    }

    private void report(Report report) {
        world.send("from " + World.line(report.device()), () -> attributor.hear(report));
    }

    void progressed(DeviceId id, Progress reached) {
        world.send("to " + World.line(id), () -> device(id).progressed(reached));
    }

    void reportFrom(DeviceId id, EventTime from, Progress reached) {
        world.count("asked");
        world.send("to " + World.line(id), () -> device(id).reportFrom(from, reached));
    }

    void apply(VisitId visit, List<Numbered> changes) {
        var known = told.computeIfAbsent(visit, _ -> new TreeMap<>());
        for (var change : changes) {
            var before = known.putIfAbsent(change.number(), change.change());
            if (before != null && !before.equals(change.change())) {
                world.violated(
                        String.format(
                                Locale.ROOT,
                                "change %d of visit %s was %s and is %s",
                                change.number(),
                                visit,
                                before,
                                change.change()));
            }
        }
        known.forEach((number, change) -> {
            if (change instanceof Change.Complete && number != known.lastKey().longValue()) {
                world.violated("visit " + visit + " changes after it is complete: " + known);
            }
        });
        world.send("to " + World.line(visit), () -> shopper(visit).apply(changes));
    }

    private ShopperShell shopper(VisitId visit) {
        return shoppers.computeIfAbsent(
                visit,
                _ ->
                        new ShopperShell(
                                world,
                                this,
                                visit,
                                shopperJournals.computeIfAbsent(
                                        visit,
                                        _ ->
                                                new Journal<>(
                                                        Shopper.empty(id(), visit),
                                                        Shopper::evolve)),
                                rules.maxAttempts()));
    }

    void applied(VisitId visit, long upTo) {
        world.send("from " + World.line(visit), () -> attributor.applied(visit, upTo));
    }

    void settled(VisitId visit) {
        world.send("from " + World.line(visit), () -> attributor.settled(visit));
    }

    void record(Receipt receipt) {
        var before = receipts.putIfAbsent(receipt.visit(), receipt);
        if (before != null && !before.equals(receipt)) {
            world.violated("two receipts: " + before + " and " + receipt);
        }
    }

    /// Confirmed and told to all devices, by the newest incarnation: an older one that wakes may
    /// say again what is known.
    void told(Progress reached) {
        if (!progress.and(reached).handledTo().equals(reached.handledTo())
                || !progress.and(reached).neededFrom().equals(reached.neededFrom())) {
            world.violated("progress goes back from " + progress + " to " + reached);
        }
        progress = progress.and(reached);
    }

    // What came of it.

    private Outcome outcome() {
        var charges = new TreeMap<VisitId, Integer>();
        receipts.forEach((visit, _) -> charges.put(visit, provider.bookings(visit)));
        if (world.violations().isEmpty()) {
            input.blueprint().rows().stream()
                    .map(row -> row.device())
                    .filter(id -> Objects.requireNonNull(lanes.get(id)).holds())
                    .forEach(id -> world.violated(id + " never acknowledges its last records"));
        }
        var decisions = decisions();
        return new Outcome(
                decisions,
                List.copyOf(receipts.values()),
                charges,
                world.violations(),
                world.tally);
    }

    private SortedMap<InteractionId, String> decisions() {
        var json = new ObjectMapper().findAndRegisterModules();
        var decisions = new TreeMap<InteractionId, Decision>();
        for (var event : journal.events()) {
            if (event instanceof Advanced step) {
                for (var happening : step.happenings()) {
                    if (happening instanceof Decided(var decision, _)) {
                        decide(decisions, decision);
                    }
                }
            }
        }
        var spelled = new TreeMap<InteractionId, String>();
        decisions.forEach((id, decision) -> {
            try {
                spelled.put(id, json.writeValueAsString(decision));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("decision can't be spelled: " + decision, e);
            }
        });
        return spelled;
    }

    private void decide(SortedMap<InteractionId, Decision> decisions, Decision decision) {
        var id = decision.evidence().interaction().id();
        var before = decisions.putIfAbsent(id, decision);
        if (before != null && !before.equals(decision)) {
            world.violated("two decisions: " + before + " and " + decision);
        }
    }
}
