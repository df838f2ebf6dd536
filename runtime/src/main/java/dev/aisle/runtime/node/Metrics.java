package dev.aisle.runtime.node;

import com.typesafe.config.Config;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.device.v1.Refuse;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.ingress.IngressWatch;
import dev.aisle.runtime.kernel.EvidenceWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a node counts, as Prometheus reads it.
final class Metrics implements IngressWatch, EvidenceWatch, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final AtomicInteger streams = new AtomicInteger();
    private final Map<DeviceKind, Counter> records = new EnumMap<>(DeviceKind.class);
    private final Map<DeviceKind, Counter> bundles = new EnumMap<>(DeviceKind.class);
    private final Map<DeviceKind, Counter> taken = new EnumMap<>(DeviceKind.class);
    private final Counter acknowledgements;
    private final Counter messages;
    private final BasketLatency latency;
    private final Counter rewinds;
    private final Counter fenced;
    private final Counter overlaps;
    private final Counter dropped;

    /// @param config of the node
    Metrics(Config config) {
        latency = BasketLatency.of(config, registry);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        gc.bindTo(registry);
        registry.gauge("aisle_gateway_streams", streams);
        for (var kind : DeviceKind.values()) {
            var name = kind.name().replace("DEVICE_KIND_", "").toLowerCase(Locale.ROOT);
            records.put(kind, registry.counter("aisle_records", "kind", name));
            taken.put(kind, registry.counter("aisle_records_taken", "kind", name));
            bundles.put(kind, registry.counter("aisle_bundles", "kind", name));
        }
        acknowledgements = registry.counter("aisle_acknowledgements");
        messages = registry.counter("aisle_messages");
        rewinds = registry.counter("aisle_rewinds");
        fenced = registry.counter("aisle_fenced_incarnations");
        overlaps = registry.counter("aisle_journal_overlaps");
        dropped = registry.counter("aisle_commands_dropped");
    }

    String scrape() {
        return registry.scrape();
    }

    @Override
    public void opened() {
        streams.incrementAndGet();
    }

    @Override
    public void closed() {
        streams.decrementAndGet();
    }

    @Override
    public void turnedAway(String status) {
        registry.counter("aisle_streams_turned_away", "status", status).increment();
    }

    @Override
    public void bundle(StoreId store, DeviceKind kind, String device, int count, EventTime last) {
        latency.arrived(store, kind, device, last);
        bundles.getOrDefault(kind, acknowledgements).increment();
        records.getOrDefault(kind, acknowledgements).increment(count);
    }

    @Override
    public void acknowledged(DeviceKind kind, long numbers) {
        acknowledgements.increment();
        taken.getOrDefault(kind, acknowledgements).increment((double) numbers);
    }

    @Override
    public void notKept() {
        registry.counter("aisle_bundles_not_kept").increment();
    }

    @Override
    public void rewound() {
        rewinds.increment();
    }

    @Override
    public void refused(RefusalCode code) {
        registry.counter("aisle_records_refused", "code", code.name()).increment();
    }

    /// Lost records alone are worth a line: everything else was named by the gateway itself.
    @Override
    public void missing(StoreId store, DeviceId device, Gap gap) {
        registry.counter("aisle_evidence_gaps", "reason", gap.reason().name()).increment();
        if (gap.reason() == GapReason.GAP_REASON_LOST) {
            LOG.warn(
                    "store {}: what {} had to say of {} to {} was lost by its gateway. Visits that it"
                            + " may concern are marked.",
                    store,
                    device,
                    gap.from(),
                    gap.to());
        }
    }

    @Override
    public void toldNo(Refuse.Reason reason) {
        registry.counter("aisle_refusals_told", "reason", reason.name()).increment();
    }

    /// Counts what entities are told, wherever they live.
    Counter messages() {
        return messages;
    }

    BasketLatency latency() {
        return latency;
    }

    void fenced() {
        fenced.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void overlap(int numbers) {
        overlaps.increment(numbers);
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
