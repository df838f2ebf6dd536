package dev.aisle.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.runtime.attribution.AttributionSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Interactions settle, and look-ahead is a second; cameras speak in steps of 200 ms.
class BasketLatencyTest {

    private static final StoreId STORE = new StoreId("acme.north");
    private static final EventTime SETTLED = millis(10_050);

    private long now;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BasketLatency latency =
            new BasketLatency(
                    AttributionSettings.from(ConfigFactory.load()),
                    registry,
                    () -> TimeUnit.MILLISECONDS.toNanos(now));

    @Test
    void aBasketIsMeasuredFromTheFrameThatCompletesTheStepAfterTheLookAhead() {
        frame("camera-1", 11_199, 500);
        frame("camera-1", 11_200, 600);
        frame("camera-1", 11_266, 700);
        persisted(630);

        assertThat(measured()).isEqualTo(30);
    }

    @Test
    void ofSeveralDevicesTheLastCounts() {
        frame("camera-1", 11_200, 600);
        frame("camera-2", 11_210, 800);
        weights(11_100, 100);
        persisted(840);

        assertThat(measured()).isEqualTo(40);
    }

    @Test
    void oneThatSkipsStepsHasCoveredThemAtOnce() {
        frame("camera-1", 9_000, 100);
        frame("camera-1", 15_000, 600);
        persisted(610);

        assertThat(measured()).isEqualTo(10);
    }

    @Test
    void whatIsSentAgainHasCoveredNothing() {
        frame("camera-1", 11_200, 600);
        frame("camera-1", 11_200, 800);
        persisted(810);

        assertThat(measured()).isEqualTo(210);
    }

    @Test
    void aBasketOfWhoseEvidenceNothingIsKnownIsNotMeasured() {
        frame("camera-1", 5_000, 100);
        frame("camera-1", 100_000, 600);
        persisted(610);

        assertThat(registry.counter("aisle_basket_latency_unmeasured").count()).isEqualTo(1);
    }

    private void frame(String camera, long event, long wall) {
        now = wall;
        latency.arrived(STORE, DeviceKind.DEVICE_KIND_CAMERA, camera, millis(event));
    }

    private void weights(long event, long wall) {
        now = wall;
        latency.arrived(STORE, DeviceKind.DEVICE_KIND_SHELF, "shelf-1", millis(event));
    }

    private void persisted(long wall) {
        now = wall;
        var id = new InteractionId(new DeviceId("shelf-1"), 1, 7);
        var change = new Change.PutBack(SETTLED, id, new ProductCode("cola"), 1, 0.9);
        latency.persisted(STORE, List.of(new Numbered(2, change)));
    }

    private double measured() {
        return registry.get("aisle_basket_latency").timer().max(TimeUnit.MILLISECONDS);
    }

    private static EventTime millis(long millis) {
        return new EventTime(millis * 1_000);
    }
}
