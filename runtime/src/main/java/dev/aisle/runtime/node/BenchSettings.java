package dev.aisle.runtime.node;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/// Typed view of `aisle.bench`, which whoever starts a [BenchNode] names; `aisle bench` has the
/// defaults.
///
/// @param mode what is measured
/// @param report where the figures are written
/// @param stores made-up stores, or folders of idle shoppers
/// @param inFlight rows, or questions, under way at a time where nothing else bounds them
/// @param rounds of either side
/// @param round length of each
/// @param warmUp of either side, before the first round
/// @param shoppers idle ones
record BenchSettings(
        Mode mode,
        Path report,
        int stores,
        int inFlight,
        int rounds,
        Duration round,
        Duration warmUp,
        int shoppers) {

    enum Mode {
        PERSIST,
        TELL,
        IDLE
    }

    static BenchSettings from(Config root) {
        var bench = root.getConfig("aisle.bench");
        return new BenchSettings(
                bench.getEnum(Mode.class, "mode"),
                Path.of(bench.getString("report")),
                bench.getInt("stores"),
                bench.getInt("in-flight"),
                bench.getInt("rounds"),
                bench.getDuration("round"),
                bench.getDuration("warm-up"),
                bench.getInt("shoppers"));
    }
}
