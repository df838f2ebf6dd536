package dev.aisle.runtime.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.PlacementPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {

    private static final int SLOTS = 8;
    private static final StoreId LILLE = new StoreId("acme.lille");

    @Test
    void twoHundredStoresOverThirtyNodesAreEvenAndLittleMovesWhenOneLeaves() {
        var stores = stores(200, PlacementPolicy.ANYWHERE.withShards(SLOTS));
        for (int seed = 0; seed < 20; seed++) {
            var hosts = hosts(30, seed, "any");
            var placement = Placement.of(stores, hosts, SLOTS);
            double mean = 200.0 * SLOTS / hosts.size();
            assertThat(most(placement)).as("seed %d", seed).isLessThanOrEqualTo(1.1 * mean);
            for (int gone = 0; gone < hosts.size(); gone += 7) {
                var rest = new ArrayList<>(hosts);
                rest.remove(gone);
                var after = Placement.of(stores, rest, SLOTS);
                assertThat(moved(placement, after, stores))
                        .as("seed %d without host %d", seed, gone)
                        .isLessThanOrEqualTo(0.15);
                assertThat(most(after)).isLessThanOrEqualTo(1.1 * 200 * SLOTS / rest.size());
            }
        }
    }

    @Test
    void theOrderInWhichHostsAreNamedChangesNothing() {
        var stores = stores(20, PlacementPolicy.ANYWHERE.withShards(4));
        var hosts = hosts(7, 1, "any");
        var shuffled = new ArrayList<>(hosts);
        Collections.shuffle(shuffled, new Random(3));

        assertThat(Placement.of(stores, shuffled, SLOTS))
                .isEqualTo(Placement.of(stores, hosts, SLOTS));
    }

    @ParameterizedTest
    @CsvSource({"1, 8", "2, '4,4'", "3, '3,3,2'", "5, '2,2,1,2,1'", "8, '1,1,1,1,1,1,1,1'"})
    void aStoresSlotsSpreadOverAsManyGroupsAsItHasShards(int shards, String sizes) {
        var counted = new TreeMap<Integer, Integer>();
        for (int slot = 0; slot < SLOTS; slot++) {
            counted.merge(Group.of(LILLE, slot, shards, SLOTS).number(), 1, Integer::sum);
        }
        assertThat(counted.values())
                .containsExactlyElementsOf(
                        Arrays.stream(sizes.split(",")).map(Integer::valueOf).toList());
        counted.forEach((number, size) ->
                assertThat(new Group(LILLE, number).slots(shards, SLOTS)).isEqualTo(size));
    }

    @Test
    void allSlotsOfAGroupAreOnOneHost() {
        var stores = stores(30, PlacementPolicy.ANYWHERE.withShards(2));
        var placement = Placement.of(stores, hosts(5, 2, "any"), SLOTS);
        for (var store : stores.keySet()) {
            for (int slot = 0; slot < SLOTS; slot++) {
                assertThat(placement.host(store, slot))
                        .isEqualTo(placement.host(store, slot < 4 ? 0 : 4))
                        .isPresent();
            }
        }
    }

    @Test
    void aStoreLivesAtHome() {
        var policy = policy("location=lille", "location=paris", "");
        assertThat(labels(policy, "location=lille", "location=paris", "location=rome"))
                .containsOnly("location=lille");
    }

    @Test
    void whileHomeIsLostItLivesInItsBackup() {
        var policy = policy("location=lille", "location=paris", "");
        assertThat(labels(policy, "location=paris", "location=rome"))
                .containsOnly("location=paris");
    }

    @Test
    void withoutHomeAndBackupItWaits() {
        var policy = policy("location=lille", "location=paris", "");
        assertThat(labels(policy, "location=rome")).isEmpty();
        assertThat(labels(policy("location=lille", "", ""), "location=rome")).isEmpty();
    }

    @Test
    void itNeverLivesOnAForbiddenNode() {
        var policy = policy("", "", "location=rome");
        assertThat(labels(policy, "location=lille", "location=rome"))
                .containsOnly("location=lille");
        assertThat(labels(policy, "location=rome")).isEmpty();
        assertThat(
                        labels(
                                policy("location=rome", "location=rome", "location=rome"),
                                "location=rome"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aStoreLivesOnNoMoreNodesThanItMay(int most) {
        var policy =
                new PlacementPolicy(
                        new TreeSet<>(),
                        new TreeSet<>(),
                        new TreeSet<>(),
                        Optional.of(most),
                        SLOTS);
        var stores = stores(40, policy);
        var placement = Placement.of(stores, hosts(9, 4, "any"), SLOTS);
        for (var store : stores.keySet()) {
            assertThat(
                            IntStream.range(0, SLOTS)
                                    .mapToObj(slot -> placement.host(store, slot).orElseThrow())
                                    .distinct())
                    .hasSizeBetween(1, most);
        }
    }

    @Test
    void oneStoresPolicyMovesNoOther() {
        var stores = new TreeMap<>(stores(50, PlacementPolicy.ANYWHERE.withShards(2)));
        var hosts = hosts(6, 5, "any");
        var before = Placement.of(stores, hosts, SLOTS);
        var changed = stores.firstKey();
        stores.put(changed, PlacementPolicy.ANYWHERE.withShards(8));
        var after = Placement.of(stores, hosts, SLOTS);
        stores.remove(changed);

        assertThat(moved(before, after, stores)).isLessThan(0.1);
    }

    @Test
    void anUnknownStoreHasNoPlace() {
        assertThat(Placement.of(new TreeMap<>(), hosts(3, 1, "any"), SLOTS).host(LILLE, 0))
                .isEmpty();
    }

    @Test
    void aStoreHasAShardAndANode() {
        assertThatThrownBy(() -> PlacementPolicy.ANYWHERE.withShards(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double most(Placement placement) {
        return Collections.max(placement.loads().values());
    }

    private static double moved(
            Placement before, Placement after, SortedMap<StoreId, PlacementPolicy> stores) {
        int moved = 0;
        for (var store : stores.keySet()) {
            for (int slot = 0; slot < SLOTS; slot++) {
                moved += before.host(store, slot).equals(after.host(store, slot)) ? 0 : 1;
            }
        }
        return (double) moved / (stores.size() * SLOTS);
    }

    /// Of the hosts on which ten stores come to lie, two of each label.
    private static List<String> labels(PlacementPolicy policy, String... present) {
        var hosts = new ArrayList<Host>();
        for (var label : present) {
            hosts.addAll(hosts(2, 0, label));
        }
        var placement = Placement.of(stores(10, policy), hosts, SLOTS);
        return placement.hosts().values().stream().map(host -> host.labels().first()).toList();
    }

    private static PlacementPolicy policy(String home, String backup, String forbidden) {
        return new PlacementPolicy(set(home), set(backup), set(forbidden), Optional.empty(), SLOTS);
    }

    private static TreeSet<String> set(String label) {
        return label.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(label));
    }

    private static SortedMap<StoreId, PlacementPolicy> stores(int count, PlacementPolicy policy) {
        var stores = new TreeMap<StoreId, PlacementPolicy>();
        for (int i = 0; i < count; i++) {
            stores.put(new StoreId("acme.store-" + i), policy);
        }
        return Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(stores)));
    }

    private static List<Host> hosts(int count, int seed, String label) {
        var hosts = new ArrayList<Host>();
        for (int i = 0; i < count; i++) {
            hosts.add(new Host("10." + seed + "." + label + "." + i + ":25520", set(label)));
        }
        return hosts;
    }
}
