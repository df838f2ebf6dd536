package dev.aisle.runtime.node;

import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.attribution.AttributorEntity;
import dev.aisle.runtime.kernel.Addresses;
import dev.aisle.runtime.shelf.ShelfEntity;
import dev.aisle.runtime.shopper.ShopperEntity;
import dev.aisle.runtime.store.StoreEntity;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.sharding.typed.GetClusterShardingStats;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/// Asks the nodes which slots of a store they have, and how many of its shoppers.
record SlotCensus(ActorSystem<?> system, Duration patience) {

    private static final List<EntityTypeKey<?>> TYPES =
            List.of(
                    StoreEntity.TYPE_KEY,
                    AttributorEntity.TYPE_KEY,
                    ShelfEntity.TYPE_KEY,
                    ShardedLines.CAMERA,
                    ShardedLines.DOOR,
                    ShardedLines.TERMINAL,
                    ShopperEntity.TYPE_KEY);

    /// What there is of one slot.
    ///
    /// @param nodes on which entities of it are awake, by address
    /// @param shoppers that are awake
    record Count(SortedSet<String> nodes, int shoppers) {

        private static final Count NONE = new Count(Collections.emptySortedSet(), 0);

        private Count and(String node, int more) {
            var all = new TreeSet<>(nodes);
            all.add(node);
            return new Count(Collections.unmodifiableSortedSet(all), shoppers + more);
        }
    }

    /// By number of slot.
    CompletionStage<SortedMap<Integer, Count>> of(StoreId store) {
        var counted = new TreeMap<Integer, Count>();
        for (int slot = 0; slot < Addresses.SLOTS; slot++) {
            counted.put(slot, Count.NONE);
        }
        CompletionStage<SortedMap<Integer, Count>> all = CompletableFuture.completedFuture(counted);
        for (var type : TYPES) {
            all = all.thenCombine(ask(type), (sofar, told) -> add(sofar, store, type, told));
        }
        return all;
    }

    private CompletionStage<ShardRegion.ClusterShardingStats> ask(EntityTypeKey<?> type) {
        return AskPattern.ask(
                ClusterSharding.get(system).shardState(),
                replyTo -> new GetClusterShardingStats(type, patience, replyTo),
                patience.multipliedBy(2),
                system.scheduler());
    }

    private static SortedMap<Integer, Count> add(
            SortedMap<Integer, Count> sofar,
            StoreId store,
            EntityTypeKey<?> type,
            ShardRegion.ClusterShardingStats told) {
        var prefix = store + "~";
        var counted = new TreeMap<>(sofar);
        told.getRegions()
                .forEach((address, region) ->
                        region.getStats()
                                .forEach((shard, entities) -> {
                                    if (shard.startsWith(prefix)) {
                                        int slot =
                                                Integer.parseInt(shard.substring(prefix.length()));
                                        boolean counts = type.equals(ShopperEntity.TYPE_KEY);
                                        int shoppers = counts ? (Integer) entities : 0;
                                        counted.merge(
                                                slot,
                                                Count.NONE.and(address.hostPort(), shoppers),
                                                (one, more) ->
                                                        one.and(
                                                                address.hostPort(),
                                                                more.shoppers()));
                                    }
                                }));
        return counted;
    }
}
