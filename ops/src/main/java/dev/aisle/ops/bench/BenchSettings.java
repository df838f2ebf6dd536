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
        int ingestStores,
        Duration ingestMeasured,
        Duration ingestWarmUp,
        Duration ingestFadeOut,
        int tellInFlight,
        int tellRounds,
        Duration tellRound,
        Duration tellWarmUp,
        String heap,
        String loadHeap) {

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
                bench.getInt("ingest.stores"),
                bench.getDuration("ingest.measured"),
                bench.getDuration("ingest.warm-up"),
                bench.getDuration("ingest.fade-out"),
                bench.getInt("tell.in-flight"),
                bench.getInt("tell.rounds"),
                bench.getDuration("tell.round"),
                bench.getDuration("tell.warm-up"),
                bench.getString("heap"),
                bench.getString("load-heap"));
    }
}
