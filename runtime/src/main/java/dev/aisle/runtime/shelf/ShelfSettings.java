package dev.aisle.runtime.shelf;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.shelf` in `reference.conf`, which documents and defaults every key.
public record ShelfSettings(
        Duration anchorAtMost, Duration anchorQuiet, DetectorSettings detector) {

    public ShelfSettings {
        if (!anchorQuiet.isPositive() || anchorAtMost.compareTo(anchorQuiet) < 0) {
            throw new IllegalArgumentException(
                    "aisle.shelf: anchor-quiet must be positive and anchor-at-most not below it");
        }
    }

    public static ShelfSettings from(Config root) {
        var shelf = root.getConfig("aisle.shelf");
        return new ShelfSettings(
                shelf.getDuration("anchor-at-most"),
                shelf.getDuration("anchor-quiet"),
                DetectorSettings.STANDARD);
    }
}
