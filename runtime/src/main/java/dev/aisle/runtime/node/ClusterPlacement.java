package dev.aisle.runtime.node;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.PlacementPolicy;
import dev.aisle.runtime.kernel.Addresses;
import dev.aisle.runtime.placement.Host;
import dev.aisle.runtime.placement.Members;
import dev.aisle.runtime.placement.Moves;
import dev.aisle.runtime.placement.Moves.Slot;
import dev.aisle.runtime.placement.Placement;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/// What all entity types of this node place by: one view of stores and members, one placement, one
/// budget. The coordinators of all types live on one node, the oldest, so that what it admits is
/// admitted for all of them.
final class ClusterPlacement {

    /// Of the cluster that this node is a member of, by what the database knows of stores.
    static ClusterPlacement of(
            ActorSystem<?> system, CqlSession session, ConsistencyLevel consistency) {
        var config = system.settings().config();
        var policies = new StorePolicies(session, consistency);
        policies.follow(system, config.getDuration("aisle.placement.refresh"));
        var cluster = Cluster.get(system);
        return new ClusterPlacement(
                cluster::state, policies, config.getInt("aisle.placement.moves"));
    }

    private record Placed(
            SortedMap<StoreId, PlacementPolicy> stores, List<Host> hosts, Placement placement) {}

    private final Supplier<CurrentClusterState> cluster;
    private final StorePolicies policies;
    private final int budget;
    private final SortedMap<String, List<Slot>> owed = new TreeMap<>();
    private Optional<Placed> last = Optional.empty();

    /// @param budget slots on their way at a time
    ClusterPlacement(Supplier<CurrentClusterState> cluster, StorePolicies policies, int budget) {
        this.cluster = cluster;
        this.policies = policies;
        this.budget = budget;
    }

    StorePolicies policies() {
        return policies;
    }

    Members members() {
        var state = cluster.get();
        var unreachable = state.getUnreachable();
        return new Members(
                StreamSupport.stream(state.getMembers().spliterator(), false)
                        .map(member -> member(member, !unreachable.contains(member)))
                        .toList());
    }

    private static Members.Member member(Member member, boolean isReachable) {
        return new Members.Member(
                member.address().hostPort(),
                new TreeSet<>(member.getRoles()),
                member.appVersion().version(),
                status(member.status()),
                isReachable,
                false);
    }

    private static Members.Status status(MemberStatus status) {
        if (status.equals(MemberStatus.up())) {
            return Members.Status.UP;
        }
        if (status.equals(MemberStatus.joining()) || status.equals(MemberStatus.weaklyUp())) {
            return Members.Status.JOINING;
        }
        return status.equals(MemberStatus.down()) || status.equals(MemberStatus.removed())
                ? Members.Status.GONE
                : Members.Status.LEAVING;
    }

    /// Where a slot belongs; absent while nobody may take it. A store that is not known yet was
    /// just published, and has no policy: it lives anywhere.
    synchronized Optional<Host> host(Slot slot) {
        return placement(slot.store(), members()).host(slot.store(), slot.number());
    }

    /// Of what a type should move the part that it may move now.
    ///
    /// @param where each of its slots is, by address
    /// @param underWay those that are on their way
    /// @param present addresses at which the type is at home
    synchronized List<Slot> moves(
            String type,
            SortedMap<Slot, String> where,
            TreeSet<Slot> underWay,
            TreeSet<String> present) {
        var members = members();
        var wanted =
                Moves.wanted(where, placement(members), members).stream()
                        .filter(move -> present.contains(move.to().address()))
                        .map(Moves.Move::slot)
                        .toList();
        var owing = new TreeSet<>(underWay);
        owing.addAll(wanted);
        owed.put(type, List.copyOf(owing));
        var admitted = Moves.admitted(owed, budget);
        return wanted.stream()
                .filter(admitted::contains)
                .filter(slot -> !underWay.contains(slot))
                .toList();
    }

    /// Where all stores would be, if one of them had another policy.
    Placement under(StoreId store, PlacementPolicy policy) {
        var stores = new TreeMap<>(policies.known());
        stores.put(store, policy);
        return Placement.of(stores, members().hosts(), Addresses.SLOTS);
    }

    /// Why no node can satisfy a policy now.
    Optional<String> obstacle(PlacementPolicy policy) {
        return Placement.obstacle(policy, members().hosts());
    }

    private Placement placement(Members members) {
        return placement(policies.known(), members.hosts());
    }

    private Placement placement(StoreId store, Members members) {
        var known = policies.known();
        if (known.containsKey(store)) {
            return placement(known, members.hosts());
        }
        var more = new TreeMap<>(known);
        more.put(store, PlacementPolicy.ANYWHERE);
        return Placement.of(more, members.hosts(), Addresses.SLOTS);
    }

    private Placement placement(SortedMap<StoreId, PlacementPolicy> stores, List<Host> hosts) {
        var kept = last.filter(each -> each.stores().equals(stores) && each.hosts().equals(hosts));
        if (kept.isEmpty()) {
            kept =
                    Optional.of(
                            new Placed(
                                    stores, hosts, Placement.of(stores, hosts, Addresses.SLOTS)));
            last = kept;
        }
        return kept.get().placement();
    }
}
