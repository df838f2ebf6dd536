package dev.aisle.runtime.node;

import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.placement.Host;
import dev.aisle.runtime.placement.Moves.Slot;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.cluster.sharding.ShardCoordinator;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/// Pekko's question where a shard of one entity type goes, answered by [ClusterPlacement].
final class PlacementStrategy extends ShardCoordinator.AbstractShardAllocationStrategy {

    private final String type;
    private final ClusterPlacement placement;
    private final String self;
    private final ActorRef nobody;

    /// @param self this node's address: a region of its own names none
    /// @param nobody who is no region. A shard that is given to it stays without a home, and is
    ///   asked about again; an answer that fails would be an error in the log each time
    PlacementStrategy(String type, ClusterPlacement placement, String self, ActorRef nobody) {
        this.type = type;
        this.placement = placement;
        this.self = self;
        this.nobody = nobody;
    }

    @Override
    public Future<ActorRef> allocateShard(
            ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> regions) {
        var chosen =
                placement
                        .host(slot(shard))
                        .map(Host::address)
                        .flatMap(address -> region(regions.keySet(), address))
                        .orElse(nobody);
        return Future.successful(chosen);
    }

    private Optional<ActorRef> region(Set<ActorRef> regions, String address) {
        return regions.stream().filter(region -> address(region).equals(address)).findFirst();
    }

    @Override
    public Future<Set<String>> rebalance(
            Map<ActorRef, IndexedSeq<String>> regions, Set<String> underWay) {
        var where = new TreeMap<Slot, String>();
        var present = new TreeSet<String>();
        regions.forEach((region, shards) -> {
            present.add(address(region));
            CollectionConverters.asJava(shards)
                    .forEach(shard -> where.put(slot(shard), address(region)));
        });
        var moving = new TreeSet<Slot>();
        underWay.forEach(shard -> moving.add(slot(shard)));
        Set<String> chosen = new HashSet<>();
        placement
                .moves(type, where, moving, present)
                .forEach(slot -> chosen.add(slot.store() + "~" + slot.number()));
        return Future.successful(chosen);
    }

    private String address(ActorRef region) {
        var address = region.path().address();
        return address.host().isEmpty() ? self : address.hostPort();
    }

    private static Slot slot(String shard) {
        int tilde = shard.lastIndexOf('~');
        return new Slot(
                new StoreId(shard.substring(0, tilde)),
                Integer.parseInt(shard.substring(tilde + 1)));
    }
}
