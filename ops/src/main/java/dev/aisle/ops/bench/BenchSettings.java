package dev.aisle.ops.bench;

import com.typesafe.config.Config;
import java.time.Duration;

/// Typed view of `aisle.ops.bench` in `reference.conf`, which documents and defaults every key.
record BenchSettings(
        int persistStores,
        int persistInFlight,
        int persistRounds,
        Duration persistRound,
        Duration persistWarmUp,
        int idleShoppers,
        int idleStores,
        int idleInFlight,
        String heap) {

    static BenchSettings from(Config root) {
        var bench = root.getConfig("aisle.ops.bench");
        return new BenchSettings(
                bench.getInt("persist.stores"),
                bench.getInt("persist.in-flight"),
                bench.getInt("persist.rounds"),
                bench.getDuration("persist.round"),
                bench.getDuration("persist.warm-up"),
                bench.getInt("idle.shoppers"),
                bench.getInt("idle.stores"),
                bench.getInt("idle.in-flight"),
                bench.getString("heap"));
    }
}
