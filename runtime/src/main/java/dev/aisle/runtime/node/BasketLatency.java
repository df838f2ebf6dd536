package dev.aisle.runtime.node;

import com.typesafe.config.Config;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.attribution.AttributionSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// How long baskets lag behind their evidence: from when the last record that an interaction waits
/// for has come in, to when the change of the basket is persisted. Waits of event time, such as the
/// look-ahead, end with that record, so they do not count.
///
/// An interaction waits until every device has covered its settling and the look-ahead. When each
/// device has covered a step of event time is kept for the newest `STEPS` of these. What comes in
/// by another node is not known here; a basket is measured by what is.
final class BasketLatency {

    private static final int STEPS = 64;
    private static final Duration FIRST = Duration.ofMillis(1);
    private static final double GROWTH = 1.15;
    private static final int BOUNDS = 70;

    private final Map<StoreId, Map<String, Arrivals>> stores = new ConcurrentHashMap<>();
    private final AttributionSettings settings;
    private final LongSupplier nanoTime;
    private final Timer latency;
    private final Counter unmeasured;

    BasketLatency(AttributionSettings settings, MeterRegistry registry, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.latency =
                Timer.builder("aisle_basket_latency")
                        .description("From the last evidence to the persisted change of a basket")
                        .serviceLevelObjectives(bounds())
                        .register(registry);
        this.unmeasured = registry.counter("aisle_basket_latency_unmeasured");
    }

    static BasketLatency of(Config config, MeterRegistry registry) {
        return new BasketLatency(AttributionSettings.from(config), registry, System::nanoTime);
    }

    /// From 1 ms to 16 s, each 15 % above the one before.
    private static Duration[] bounds() {
        var bounds = new Duration[BOUNDS];
        for (int i = 0; i < BOUNDS; i++) {
            bounds[i] = Duration.ofNanos(Math.round(FIRST.toNanos() * StrictMath.pow(GROWTH, i)));
        }
        return bounds;
    }

    /// A bundle has come in.
    ///
    /// @param last event time of its last sample
    void arrived(StoreId store, DeviceKind kind, String device, EventTime last) {
        stores.computeIfAbsent(store, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(device, _ -> new Arrivals(kind == DeviceKind.DEVICE_KIND_CAMERA))
                .reached(step(last), nanoTime.getAsLong());
    }

    /// A shopper has persisted changes of its basket.
    void persisted(StoreId store, List<Numbered> changes) {
        for (var numbered : changes) {
            switch (numbered.change()) {
                case Change.Taken taken -> measure(store, taken.at());
                case Change.PutBack back -> measure(store, back.at());
                case Change.Opened _,
                        Change.PayerBound _,
                        Change.StaffBound _,
                        Change.Marked _,
                        Change.Complete _ -> {}
            }
        }
    }

    private void measure(StoreId store, EventTime settled) {
        var needed = settled.plus(settings.lookAhead());
        long step = step(needed);
        long next = step(needed.plus(settings.step()).plusMicros(-1));
        var last =
                stores.getOrDefault(store, Map.of()).values().stream()
                        // A camera speaks of whole steps; others of all that came in.
                        .map(device -> device.at(device.isCamera() ? next : step))
                        .flatMapToLong(OptionalLong::stream)
                        .max();
        if (last.isPresent()) {
            latency.record(Duration.ofNanos(nanoTime.getAsLong() - last.getAsLong()));
        } else {
            unmeasured.increment();
        }
    }

    private long step(EventTime at) {
        return Math.floorDiv(at.micros(), settings.step().toNanos() / 1_000);
    }

    /// When one device had covered each step.
    private static final class Arrivals {

        private final boolean isCamera;
        private final long[] nanos = new long[STEPS];
        private long newest = Long.MIN_VALUE;
        private long oldest = Long.MAX_VALUE;

        Arrivals(boolean isCamera) {
            this.isCamera = isCamera;
        }

        boolean isCamera() {
            return isCamera;
        }

        synchronized void reached(long step, long now) {
            if (step <= newest) {
                return;
            }
            long from = newest == Long.MIN_VALUE ? step : newest + 1;
            for (long each = Math.max(from, step - STEPS + 1); each <= step; each++) {
                nanos[(int) Math.floorMod(each, (long) STEPS)] = now;
            }
            oldest = Math.max(Math.min(oldest, from), step - STEPS + 1);
            newest = step;
        }

        synchronized OptionalLong at(long step) {
            return step < oldest || step > newest
                    ? OptionalLong.empty()
                    : OptionalLong.of(nanos[(int) Math.floorMod(step, (long) STEPS)]);
        }
    }
}
