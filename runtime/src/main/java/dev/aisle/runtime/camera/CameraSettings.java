package dev.aisle.runtime.camera;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Locale;

/// Typed view of `aisle.camera` in `reference.conf`, which documents and defaults every key.
public record CameraSettings(Duration window, Duration step) {

    public CameraSettings {
        if (!step.isPositive() || window.compareTo(step) < 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "aisle.camera: step must be positive and window not below it: %s, %s",
                            step,
                            window));
        }
    }

    public static CameraSettings from(Config root) {
        var camera = root.getConfig("aisle.camera");
        return new CameraSettings(camera.getDuration("window"), camera.getDuration("step"));
    }

    long stepMicros() {
        return step.toNanos() / 1_000;
    }

    long windowMicros() {
        return window.toNanos() / 1_000;
    }
}
