package dev.aisle.ops.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.attribution.AttributionSettings;
import dev.aisle.runtime.attribution.DeliverySettings;
import dev.aisle.runtime.camera.CameraSettings;
import dev.aisle.runtime.kernel.DeviceSettings;
import dev.aisle.runtime.shelf.ShelfSettings;
import java.time.Duration;
import java.util.Optional;

/// The settings of a store's rules.
record Rules(
        AttributionSettings attribution,
        DeliverySettings delivery,
        CameraSettings camera,
        DeviceSettings device,
        ShelfSettings shelf,
        int maxAttempts) {

    private static final Config DEFAULTS = ConfigFactory.load();

    /// Those of a node, hurried where that must not change what is decided, for a session is short.
    static Rules of(World world) {
        var attribution = AttributionSettings.from(DEFAULTS);
        var shelf = ShelfSettings.from(DEFAULTS);
        var device = DeviceSettings.from(DEFAULTS);
        var quiet = Duration.ofMillis(1_000 + world.pick(5_000));
        return new Rules(
                new AttributionSettings(
                        attribution.lookAhead(),
                        attribution.lookBack(),
                        attribution.step(),
                        Duration.ofSeconds(3),
                        attribution.exitMargin(),
                        Duration.ofMillis(200 + world.pick(2_000)),
                        attribution.reach(),
                        attribution.tapReach(),
                        attribution.tapDoubt()),
                new DeliverySettings((int) (3 + world.pick(10)), Optional.empty()),
                CameraSettings.from(DEFAULTS),
                new DeviceSettings(Duration.ofSeconds(6 + world.pick(24)), device.patience()),
                new ShelfSettings(quiet.plusMillis(world.pick(5_000)), quiet, shelf.detector()),
                2);
    }

    /// Up to where a camera's gateway may forget (rule 12).
    EventTime cameraSafe(Progress progress) {
        return progress.neededFrom()
                .minus(camera.window())
                .minus(attribution.lookBack())
                .minus(camera.step().multipliedBy(3));
    }
}
