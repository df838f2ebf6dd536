package dev.aisle.runtime.placement;

import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.PlacementPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Where each group of each store belongs: a pure function of stores, policies and hosts, so that
/// all nodes come to the same without a word, and all entity types of a group come together.
///
/// Rendezvous hashing with bounded loads (Thaler and Ravishankar 1998; Mirrokni, Thorup and
/// Zadimoghaddam 2018): each group goes to the host that weighs most for it and has room. A host
/// has room for [#ROOM] times its fair share: the slots of all groups, each shared out evenly among
/// the hosts that it may live on. So little moves when hosts come and go, and no host carries much
/// more than another.
///
/// @param hosts of the groups that have one; where none is eligible a group has none
/// @param slots cluster-wide, of each store
public record Placement(
        SortedMap<Group, Host> hosts, SortedMap<StoreId, PlacementPolicy> stores, int slots) {

    /// Of its fair share, what a host carries at most.
    static final double ROOM = 1.1;

    /// A group, and where it may live.
    private record Wanted(Group group, int slots, List<Host> eligible, long order) {}

    public Placement {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        stores = Collections.unmodifiableSortedMap(new TreeMap<>(stores));
    }

    /// Places all stores.
    public static Placement of(
            SortedMap<StoreId, PlacementPolicy> stores, Collection<Host> hosts, int slots) {
        var wanted = new ArrayList<Wanted>();
        stores.forEach((store, policy) -> wanted.addAll(groups(store, policy, hosts, slots)));
        wanted.sort(
                Comparator.comparingLong(Wanted::order)
                        .thenComparing((Wanted each) -> each.group()));
        return new Placement(new Filling(wanted, stores).fill(), stores, slots);
    }

    private static List<Wanted> groups(
            StoreId store, PlacementPolicy policy, Collection<Host> hosts, int slots) {
        var eligible = eligible(policy, hosts);
        var groups = new ArrayList<Wanted>();
        for (int number = 0; number < Math.min(policy.shards(), slots); number++) {
            var group = new Group(store, number);
            groups.add(
                    new Wanted(
                            group,
                            group.slots(policy.shards(), slots),
                            eligible,
                            Weights.of(group)));
        }
        return groups;
    }

    /// Hosts of its home, where there are any; else of its backup; never one that is forbidden.
    static List<Host> eligible(PlacementPolicy policy, Collection<Host> hosts) {
        var allowed =
                hosts.stream()
                        .filter(host -> !host.carriesOneOf(policy.forbidden()))
                        .sorted()
                        .toList();
        if (policy.home().isEmpty()) {
            return allowed;
        }
        var home = carrying(allowed, policy.home());
        return home.isEmpty() ? carrying(allowed, policy.backup()) : home;
    }

    /// Why no host can satisfy a policy; absent where one can.
    public static Optional<String> obstacle(PlacementPolicy policy, Collection<Host> hosts) {
        var named = new TreeSet<>(policy.home());
        named.addAll(policy.backup());
        named.addAll(policy.forbidden());
        hosts.forEach(host -> named.removeAll(host.labels()));
        if (!named.isEmpty()) {
            return Optional.of("no node carries " + String.join(", ", named));
        }
        return eligible(policy, hosts).isEmpty()
                ? Optional.of("every node of its home and backup is forbidden")
                : Optional.empty();
    }

    private static List<Host> carrying(List<Host> hosts, SortedSet<String> labels) {
        return hosts.stream().filter(host -> host.carriesOneOf(labels)).toList();
    }

    /// Where a slot belongs; absent where no host may take it, or the store is not known.
    public Optional<Host> host(StoreId store, int slot) {
        return Optional.ofNullable(stores.get(store))
                .map(policy -> hosts.get(Group.of(store, slot, policy.shards(), slots)));
    }

    /// Slots that a host carries.
    public SortedMap<Host, Integer> loads() {
        var loads = new TreeMap<Host, Integer>();
        hosts.forEach((group, host) -> {
            var policy = stores.getOrDefault(group.store(), PlacementPolicy.ANYWHERE);
            loads.merge(host, group.slots(policy.shards(), slots), Integer::sum);
        });
        return loads;
    }

    /// Hosts while they fill up.
    private static final class Filling {
        private final List<Wanted> wanted;
        private final SortedMap<StoreId, PlacementPolicy> stores;
        private final SortedMap<Host, Double> room = new TreeMap<>();
        private final SortedMap<Host, Integer> loads = new TreeMap<>();
        private final SortedMap<StoreId, SortedSet<Host>> used = new TreeMap<>();
        private final SortedMap<Group, Host> placed = new TreeMap<>();

        private Filling(List<Wanted> wanted, SortedMap<StoreId, PlacementPolicy> stores) {
            this.wanted = wanted;
            this.stores = stores;
            for (var each : wanted) {
                double share = ROOM * each.slots() / each.eligible().size();
                each.eligible().forEach(host -> room.merge(host, share, Double::sum));
            }
        }

        private SortedMap<Group, Host> fill() {
            for (var each : wanted) {
                best(each).ifPresent(host -> place(each, host));
            }
            return placed;
        }

        private void place(Wanted wanted, Host host) {
            placed.put(wanted.group(), host);
            loads.merge(host, wanted.slots(), Integer::sum);
            used.computeIfAbsent(wanted.group().store(), _ -> new TreeSet<>()).add(host);
        }

        /// Of the hosts with room the one that weighs most; where none has room, the emptiest.
        private Optional<Host> best(Wanted wanted) {
            var allowed = allowed(wanted);
            return allowed.stream()
                    .filter(host -> load(host) + wanted.slots() <= room(host))
                    .max(byWeight(wanted.group()))
                    .or(() ->
                            allowed.stream()
                                    .min(
                                            Comparator.comparingDouble(this::fullness)
                                                    .thenComparing(
                                                            byWeight(wanted.group()).reversed())));
        }

        private List<Host> allowed(Wanted wanted) {
            var store = wanted.group().store();
            var here = used.getOrDefault(store, Collections.emptySortedSet());
            int most =
                    stores.getOrDefault(store, PlacementPolicy.ANYWHERE)
                            .maxNodes()
                            .orElse(Integer.MAX_VALUE);
            return here.size() < most ? wanted.eligible() : List.copyOf(here);
        }

        private double room(Host host) {
            return room.getOrDefault(host, 0.0);
        }

        private int load(Host host) {
            return loads.getOrDefault(host, 0);
        }

        private double fullness(Host host) {
            return load(host) / Math.max(1, room(host));
        }

        private static Comparator<Host> byWeight(Group group) {
            return Comparator.comparingLong((Host host) -> Weights.of(group, host))
                    .thenComparing(Comparator.naturalOrder());
        }
    }
}
