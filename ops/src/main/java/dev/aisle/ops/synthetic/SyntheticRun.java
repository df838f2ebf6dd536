package dev.aisle.ops.synthetic;

import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.gateway.DeviceFeed;
import dev.aisle.ops.gateway.Gateway;
import dev.aisle.ops.gateway.GatewayAccess;
import dev.aisle.ops.gateway.GatewayFault;
import dev.aisle.ops.gateway.GatewayIdentity;
import dev.aisle.ops.gateway.GatewayListener;
import dev.aisle.ops.gateway.GatewayReport;
import dev.aisle.ops.gateway.GatewaySettings;
import dev.aisle.ops.play.Feeding;
import dev.aisle.protocols.device.v1.Welcome;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A synthetic store that speaks through a gateway of its own.
///
/// Runs on the thread that calls it, which may be interrupted: then it says no more, and ends.
public final class SyntheticRun implements AutoCloseable {

    private final SyntheticStore store;
    private final GatewayIdentity identity;
    private final SyntheticSettings settings;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final AtomicLong said = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();
    private final Gateway gateway;
    private volatile String lost = "no node has answered";

    /// Opens the gateway.
    ///
    /// @param speaking live, where the store speaks in real time; else in playback
    public SyntheticRun(
            SyntheticStore store,
            GatewayIdentity identity,
            GatewayAccess access,
            GatewaySettings speaking,
            SyntheticSettings settings) {
        this.store = store;
        this.identity = identity;
        this.settings = settings;
        this.gateway = Gateway.open(identity, access, speaking, new Hearing());
    }

    private final class Hearing implements GatewayListener {
        @Override
        public void connected(String node, Welcome welcome) {
            connected.complete(null);
        }

        @Override
        public void disconnected(String node, String why) {
            lost = node + ": " + why.lines().findFirst().orElse("");
        }

        @Override
        public void stopped(GatewayFault why) {
            connected.completeExceptionally(new IllegalStateException(why.explanation()));
        }
    }

    /// Waits until a node has accepted the gateway.
    public void connect() throws ClusterException, InterruptedException {
        await(connected, settings.connectTimeout(), "can't reach the cluster");
    }

    /// Says everything, and waits until it is taken.
    ///
    /// @param begin the store's first moment
    /// @param realTime each record when it arrives; else as fast as it is taken
    public GatewayReport play(EventTime begin, boolean realTime)
            throws ClusterException, InterruptedException {
        speak(begin, realTime);
        await(gateway.drained(), settings.drainTimeout(), "was not heard to the end");
        return gateway.report();
    }

    private void speak(EventTime begin, boolean realTime)
            throws ClusterException, InterruptedException {
        Map<DeviceId, DeviceFeed> devices = new HashMap<>();
        var underWay = new ArrayDeque<CompletionStage<?>>();
        var feed = store.feed(begin);
        long started = System.nanoTime();
        long now = 0;
        while (feed.hasNext()) {
            var next = feed.next();
            long due = Duration.between(begin.instant(), next.arrival()).toNanos();
            if (realTime && due > now) {
                now = waitFor(started, due);
            }
            say(devices.computeIfAbsent(next.device(), gateway::device), next, underWay);
        }
        for (var last : underWay) {
            await(last, settings.drainTimeout(), "was not heard to the end");
        }
    }

    /// @return nanoseconds since the start, `due` or later
    private long waitFor(long started, long due) throws InterruptedException {
        long now = System.nanoTime() - started;
        while (now < due) {
            LockSupport.parkNanos(Math.max(due - now, settings.tick().toNanos()));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            now = System.nanoTime() - started;
        }
        behind.set(now - due);
        return now;
    }

    private void say(DeviceFeed device, Feed feed, Deque<CompletionStage<?>> underWay)
            throws ClusterException, InterruptedException {
        underWay.add(Feeding.say(device, feed));
        said.incrementAndGet();
        if (underWay.size() >= settings.underWay()) {
            await(underWay.remove(), settings.drainTimeout(), "is not heard any more");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void await(CompletionStage<?> stage, Duration patience, String what)
            throws ClusterException, InterruptedException {
        try {
            stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw failed(what, lost, late);
        } catch (ExecutionException | CompletionException stopped) {
            throw failed(what, Optional.ofNullable(stopped.getCause()).orElse(stopped), stopped);
        }
    }

    private ClusterException failed(String what, Object why, Exception cause) {
        return new ClusterException(
                "store "
                        + identity.store()
                        + " "
                        + what
                        + ": "
                        + (why instanceof Throwable failure ? failure.getMessage() : why),
                "see that a node listens there and accepts the token, that its blueprint is"
                        + " published (--blueprint writes it), and that its runs are counted where"
                        + " it ran before (--boots)",
                cause);
    }

    /// Records said so far.
    public long said() {
        return said.get();
    }

    /// How late the last record was that had to be said in time.
    public Duration behind() {
        return Duration.ofNanos(behind.get());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
