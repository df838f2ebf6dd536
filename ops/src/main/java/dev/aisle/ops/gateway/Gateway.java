package dev.aisle.ops.gateway;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

/// A store's gateway. It speaks for many devices over one stream, connects again when that breaks,
/// and keeps what they said until it is acknowledged: in memory, so a new process takes a new boot.
///
/// All its state lives on one thread of its own. Its methods may be called from any.
public final class Gateway implements AutoCloseable {

    private final GatewaySettings settings;
    private final ScheduledThreadPoolExecutor thread;
    private final GatewayLoop loop;
    private final Map<DeviceId, DeviceFeed> feeds = new ConcurrentHashMap<>();

    private Gateway(
            GatewayIdentity identity,
            GatewayAccess access,
            GatewaySettings settings,
            GatewayListener listener,
            Surroundings surroundings) {
        this.settings = settings;
        this.thread =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform()
                                .daemon()
                                .name(
                                        "aisle-gateway-"
                                                + identity.store()
                                                + "-"
                                                + identity.gateway())
                                .factory());
        thread.setRemoveOnCancelPolicy(true);
        this.loop = new GatewayLoop(identity, access, settings, listener, surroundings, thread);
    }

    /// Starts a gateway, which connects by itself.
    public static Gateway open(
            GatewayIdentity identity,
            GatewayAccess access,
            GatewaySettings settings,
            GatewayListener listener) {
        return open(identity, access, settings, listener, Surroundings.real());
    }

    /// With chance, time and network of the caller's choice.
    public static Gateway open(
            GatewayIdentity identity,
            GatewayAccess access,
            GatewaySettings settings,
            GatewayListener listener,
            Surroundings surroundings) {
        var gateway = new Gateway(identity, access, settings, listener, surroundings);
        gateway.loop.start();
        return gateway;
    }

    /// What a device says goes in here. Asked again for a device, it returns another end of the
    /// same.
    ///
    /// Where there are too many devices, what is said fails.
    public DeviceFeed device(DeviceId id) {
        return feeds.size() < settings.buffer().devices()
                ? feeds.computeIfAbsent(id, this::feed)
                : Optional.ofNullable(feeds.get(id)).orElseGet(() -> feed(id));
    }

    private DeviceFeed feed(DeviceId id) {
        return new DeviceFeed(
                id,
                settings,
                (said, outcome) -> onThread(outcome, () -> loop.offer(id, said, outcome)));
    }

    /// Completes when everything said so far and until then is taken.
    public CompletionStage<Void> drained() {
        return later(loop::whenDrained);
    }

    /// Completes when no device holds or waits to keep anything of `until` or before: acknowledged
    /// and forgotten.
    public CompletionStage<Void> awaitAcknowledged(EventTime until) {
        return later(done -> loop.whenAcknowledged(_ -> true, until, done));
    }

    /// The same for one device.
    public CompletionStage<Void> awaitAcknowledged(DeviceId device, EventTime until) {
        return later(done -> loop.whenAcknowledged(device::equals, until, done));
    }

    /// Completes when the gateway stops by itself, or is closed.
    public CompletionStage<GatewayFault> stopped() {
        return loop.stopped();
    }

    /// As things stand. Waits for the gateway's thread, so it must not be called there.
    public GatewayReport report() {
        var report = new CompletableFuture<GatewayReport>();
        try {
            thread.execute(() -> report.complete(loop.report()));
        } catch (RejectedExecutionException closed) {
            return loop.lastReport();
        }
        return report.join();
    }

    /// Ends the stream and forgets what is kept. Whoever waits for something is told so. Must not
    /// be called on the gateway's thread.
    @Override
    public void close() {
        try {
            thread.submit(() -> loop.stop(new GatewayFault.Closed())).get();
        } catch (RejectedExecutionException closed) {
            return;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the gateway did not stop in order", bug);
        } finally {
            thread.shutdown();
        }
    }

    private CompletionStage<Void> later(Consumer<CompletableFuture<Void>> ask) {
        var done = new CompletableFuture<Void>();
        onThread(done, () -> ask.accept(done));
        return done;
    }

    private void onThread(CompletableFuture<?> waiting, Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException closed) {
            waiting.completeExceptionally(new GatewayException(new GatewayFault.Closed()));
        }
    }
}
