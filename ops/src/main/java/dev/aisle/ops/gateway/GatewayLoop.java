package dev.aisle.ops.gateway;

import dev.aisle.ops.gateway.DeviceFeed.Outcome;
import dev.aisle.ops.gateway.GatewayReport.Counts;
import dev.aisle.ops.gateway.GatewayReport.DeviceReport;
import dev.aisle.ops.gateway.GatewayReport.FirstAcknowledged;
import dev.aisle.protocols.device.ProtocolVersion;
import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.Hello;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.Welcome;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import io.grpc.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// The gateway's state, all of it used on one thread: what the devices say goes into the spool,
/// what the spool wants sent goes out on the stream, and the stream is replaced when it breaks.
final class GatewayLoop implements Connection.Owner {

    private final GatewayIdentity identity;
    private final GatewayAccess access;
    private final GatewaySettings settings;
    private final GatewayListener listener;
    private final Surroundings around;
    private final ScheduledExecutorService thread;

    private final Spool spool;
    private final TreeMap<DeviceId, Lane> lanes = new TreeMap<>();

    /// Those with records that wait for room.
    private final Set<Lane> full = new HashSet<>();

    private final Waiters waiters = new Waiters();
    private final Backoff backoff;
    private final Reconnects reconnects;
    private final Words words;
    private final CompletableFuture<GatewayFault> stopped = new CompletableFuture<>();

    private Optional<Connection> connection = Optional.empty();
    private boolean welcomed;
    private long openedAt;

    /// Since when the node owes a word, if records are held.
    private long owedSince;

    private int node;
    private boolean pumping;
    private Optional<Future<?>> ticking = Optional.empty();
    private Optional<Future<?>> retrying = Optional.empty();
    private volatile GatewayReport last;

    GatewayLoop(
            GatewayIdentity identity,
            GatewayAccess access,
            GatewaySettings settings,
            GatewayListener listener,
            Surroundings around,
            ScheduledExecutorService thread) {
        this.identity = identity;
        this.access = access;
        this.settings = settings;
        this.listener = listener;
        this.around = around;
        this.thread = thread;
        this.spool = new Spool(settings, identity.boot());
        this.backoff =
                new Backoff(
                        settings.reconnecting().first(),
                        settings.reconnecting().most(),
                        around.random());
        this.reconnects = new Reconnects(settings.reconnects());
        this.words = new Words(spool, settings, listener, this::onThread, this::confirm);
        this.node = around.random().nextInt(access.nodes().size());
        this.last = new GatewayReport(Counts.NONE, List.of(), 0, List.of());
    }

    void start() {
        long tick = settings.patience().tick().toNanos();
        thread.execute(() -> soundly(this::connect));
        ticking =
                Optional.of(
                        thread.scheduleWithFixedDelay(
                                () -> soundly(this::tick), tick, tick, TimeUnit.NANOSECONDS));
    }

    CompletionStage<GatewayFault> stopped() {
        return stopped.minimalCompletionStage();
    }

    // Asked by producers.

    void offer(DeviceId id, Said said, CompletableFuture<Outcome> outcome) {
        if (stopped.isDone()) {
            outcome.completeExceptionally(new GatewayException(stopped.join()));
            return;
        }
        Lane lane;
        try {
            lane = lanes.computeIfAbsent(id, _ -> new Lane(spool.device(id), now()));
        } catch (GatewayException tooMany) {
            outcome.completeExceptionally(tooMany);
            return;
        }
        soundly(() -> {
            if (!spool.holds()) {
                owedSince = now();
            }
            lane.offer(said, outcome, now());
            if (!lane.isEmpty()) {
                full.add(lane);
            }
            pumpSoon(said.isWaitedFor() || lane.spool().hasFullBundle(settings.bundling()));
        });
    }

    void whenDrained(CompletableFuture<Void> done) {
        await(
                () -> lanes.values().stream().allMatch(Lane::isEmpty) && spool.everythingTaken(),
                done);
    }

    void whenAcknowledged(
            Predicate<DeviceId> which, EventTime until, CompletableFuture<Void> done) {
        await(
                () ->
                        lanes.values().stream()
                                .filter(lane -> which.test(lane.spool().device()))
                                .allMatch(lane ->
                                        lane.isEmpty() && lane.spool().acknowledgedTo(until)),
                done);
    }

    private void await(BooleanSupplier fulfilled, CompletableFuture<Void> done) {
        waiters.add(fulfilled, done);
        settleWaiters();
    }

    private void settleWaiters() {
        waiters.settle(Optional.ofNullable(stopped.getNow(null)));
    }

    GatewayReport report() {
        var devices = spool.report();
        var total = devices.stream().map(DeviceReport::counts).reduce(Counts.NONE, Counts::plus);
        return new GatewayReport(total, devices, reconnects.connects(), reconnects.told());
    }

    /// Of a gateway that has stopped.
    GatewayReport lastReport() {
        return last;
    }

    // The stream.

    private void connect() {
        retrying = Optional.empty();
        if (stopped.isDone()) {
            return;
        }
        node = (node + 1) % access.nodes().size();
        var target = access.nodes().get(node);
        var fresh =
                new Connection(
                        target, around.channels().open(target, settings.reconnecting()), this);
        connection = Optional.of(fresh);
        welcomed = false;
        openedAt = now();
        reconnects.attempt();
        fresh.open(access.token());
        fresh.send(
                GatewayMessage.newBuilder()
                        .setHello(
                                Hello.newBuilder()
                                        .setStore(identity.store().value())
                                        .setGateway(identity.gateway().value())
                                        .setBoot(identity.boot())
                                        .setSoftware(identity.software())
                                        .setProtocol(ProtocolVersion.NEWEST))
                        .build());
    }

    @Override
    public void ready(Connection which) {
        onThread(which, this::pump);
    }

    @Override
    public void ended(Connection which, Status status) {
        onThread(which, () -> lose(which, status));
    }

    @Override
    public void heard(Connection which, NodeMessage message) {
        onThread(
                which,
                () -> {
                    owedSince = now();
                    hear(which, message);
                    which.more();
                });
    }

    /// Words of a connection that was given up are not heard.
    private void onThread(Connection which, Runnable task) {
        onThread(() -> {
            if (connection.filter(current -> current == which).isPresent()) {
                task.run();
            }
        });
    }

    /// What comes after the end is not heard.
    private void onThread(Runnable task) {
        try {
            thread.execute(() -> soundly(task));
        } catch (RejectedExecutionException closed) {
            stopped.complete(new GatewayFault.Closed());
        }
    }

    private void hear(Connection which, NodeMessage message) {
        if (message.hasWelcome()) {
            welcome(which, message.getWelcome());
            return;
        }
        if (message.hasAcknowledged()) {
            backoff.reset();
            firstAcknowledged(message.getAcknowledged());
            if (isForeign(message.getAcknowledged())) {
                return;
            }
        }
        words.hear(message, now());
        boolean more = drain();
        settleWaiters();
        if (more || letsSend(message)) {
            pump();
        }
    }

    /// Whether a word lets something be sent that was not to be sent before. What merely waits for
    /// others to share its bundle goes on waiting: words come all the time.
    private boolean letsSend(NodeMessage message) {
        return !message.hasAcknowledged()
                || spool.find(message.getAcknowledged().getDevice())
                        .filter(DeviceSpool::isStopped)
                        .isPresent();
    }

    /// Keeps what waits and has room now.
    ///
    /// @return whether there was anything
    private boolean drain() {
        boolean any = !full.isEmpty();
        full.removeIf(lane -> {
            lane.drain();
            return lane.isEmpty();
        });
        return any;
    }

    private boolean isForeign(Acknowledged word) {
        var device = spool.find(word.getDevice()).filter(each -> each.isForeign(word));
        device.ifPresent(each -> stop(new GatewayFault.BootInUse(each.device(), identity.boot())));
        return device.isPresent();
    }

    private void firstAcknowledged(Acknowledged word) {
        spool.find(word.getDevice())
                .ifPresent(device ->
                        reconnects.acknowledged(
                                new FirstAcknowledged(
                                        device.device(),
                                        Words.until(word),
                                        word.getNextSeq(),
                                        reconnects.sinceLost(now()))));
    }

    private void welcome(Connection which, Welcome welcome) {
        welcomed = true;
        reconnects.welcomed(which.node(), now());
        spool.resume(welcome.getWindow(), now());
        listener.connected(which.node(), welcome);
        pump();
    }

    private void lose(Connection which, Status status) {
        which.cancel();
        connection = Optional.empty();
        if (welcomed) {
            reconnects.lost(status.toString(), now());
        }
        welcomed = false;
        if (isFinal(status.getCode())) {
            stop(
                    new GatewayFault.TurnedAway(
                            status.getCode().name(),
                            Optional.ofNullable(status.getDescription())
                                    .orElse("no reason given")));
            return;
        }
        listener.disconnected(which.node(), status.toString());
        retrying =
                Optional.of(
                        thread.schedule(
                                () -> soundly(this::connect),
                                backoff.next().toNanos(),
                                TimeUnit.NANOSECONDS));
    }

    /// A store's gateway goes on asking, for tokens and blueprints get repaired; but a newer boot
    /// replaces it.
    private boolean isFinal(Status.Code code) {
        return switch (code) {
            case FAILED_PRECONDITION -> true;
            case UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, INVALID_ARGUMENT, UNIMPLEMENTED ->
                    !settings.live();
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    DEADLINE_EXCEEDED,
                    ALREADY_EXISTS,
                    RESOURCE_EXHAUSTED,
                    ABORTED,
                    OUT_OF_RANGE,
                    INTERNAL,
                    UNAVAILABLE,
                    DATA_LOSS ->
                    false;
        };
    }

    private void pumpSoon(boolean due) {
        if (due) {
            pump();
        } else if (!pumping) {
            pumping = true;
            var _ =
                    thread.schedule(
                            () -> {
                                pumping = false;
                                soundly(this::pump);
                            },
                            settings.bundling().linger().toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    /// Sends what may be sent, as long as the transport takes it.
    private void pump() {
        while (welcomed && connection.filter(Connection::isReady).isPresent()) {
            var bundle = spool.nextBundle(now());
            if (bundle.isEmpty()) {
                return;
            }
            var message = GatewayMessage.newBuilder().setBundle(bundle.get()).build();
            connection.ifPresent(current -> current.send(message));
            spool.find(bundle.get().getDevice())
                    .flatMap(device -> device.tally().firstResent)
                    .ifPresent(reconnects::resent);
        }
    }

    private void confirm(GatewayMessage confirmed) {
        if (welcomed) {
            connection.ifPresent(current -> current.send(confirmed));
        }
    }

    // Time.

    private void tick() {
        long now = now();
        if (welcomed) {
            long patience = settings.patience().resendAfter().toNanos();
            spool.devices().forEach(device -> device.impatient(now, patience));
        }
        if (settings.live()) {
            nameTheSilent(now);
        }
        watch(now);
        var _ = drain();
        settleWaiters();
        if (!pumping) {
            pump();
        }
    }

    private void nameTheSilent(long now) {
        long after = settings.silence().after().toNanos();
        var upTo = EventTime.of(around.clock().instant()).minus(settings.silence().margin());
        var step = settings.silence().step();
        for (var lane : lanes.values()) {
            lane.spool().nameDropped(step);
            if (lane.silentFor(after, now)) {
                lane.spool().silent(upTo, step);
            }
        }
    }

    /// Gives up a node that accepts no stream, or says nothing though there is something to say.
    private void watch(long now) {
        connection.ifPresent(current -> {
            var patience = settings.patience();
            if (!welcomed && now - openedAt >= patience.welcome().toNanos()) {
                lose(
                        current,
                        Status.UNAVAILABLE.withDescription(
                                "no welcome within " + patience.welcome()));
            } else if (welcomed
                    && spool.holds()
                    && now - owedSince >= patience.unheard().toNanos()) {
                lose(
                        current,
                        Status.UNAVAILABLE.withDescription(
                                "nothing heard for " + patience.unheard()));
            }
        });
    }

    // The end.

    /// Speaks no more.
    void stop(GatewayFault why) {
        if (stopped.isDone()) {
            return;
        }
        ticking.ifPresent(task -> task.cancel(false));
        retrying.ifPresent(task -> task.cancel(false));
        connection.ifPresent(Connection::cancel);
        connection = Optional.empty();
        welcomed = false;
        last = report();
        stopped.complete(why);
        lanes.values().forEach(lane -> lane.fail(why));
        settleWaiters();
        listener.stopped(why);
    }

    /// A bug stops the gateway; whoever waits for it is told.
    private void soundly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error bug) {
            stop(new GatewayFault.Bug(bug));
        }
    }

    private long now() {
        return around.nanoTime().getAsLong();
    }
}
