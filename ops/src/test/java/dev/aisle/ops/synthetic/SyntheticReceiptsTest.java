package dev.aisle.ops.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.ops.simulation.Disturbance;
import dev.aisle.ops.simulation.StoreInput;
import dev.aisle.ops.simulation.StoreSimulation;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.shopper.Receipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The product's own rules on synthetic stores, in one thread.
class SyntheticReceiptsTest {

    private static final int SEEDS = 12;

    @Test
    void nineInTenReceiptsOfThoseWhoWereAloneAreExactAndEverybodyWhoPaidHasOne() {
        int exact = 0;
        int alone = 0;
        var wrong = new ArrayList<String>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            var store = SyntheticStore.of(SyntheticPlan.small(seed));
            var input = StoreInput.of(store.blueprint(Made.STORE), store.feed(Made.BEGIN));
            var outcome = StoreSimulation.run(input, Disturbance.NONE);
            assertThat(outcome.violations()).as("seed %d", seed).isEmpty();
            var bought = bought(outcome.receipts());
            for (var visit : store.truth(Made.STORE, Made.BEGIN).visits()) {
                assertThat(bought).as("seed %d", seed).containsKey(visit.track());
                if (visit.isAlone()) {
                    alone++;
                    var got = bought.getOrDefault(visit.track(), Map.of());
                    exact += got.equals(visit.kept()) ? 1 : 0;
                    if (!got.equals(visit.kept())) {
                        wrong.add("seed " + seed + ": " + visit + " got " + got);
                    }
                }
            }
        }
        assertThat(alone).isGreaterThan(SEEDS);
        assertThat((double) exact / alone).as("%s", wrong).isGreaterThanOrEqualTo(0.9);
    }

    private static Map<TrackId, Map<ProductCode, Integer>> bought(List<Receipt> receipts) {
        var bought = new HashMap<TrackId, Map<ProductCode, Integer>>();
        for (var receipt : receipts) {
            var products = bought.computeIfAbsent(receipt.track(), _ -> new TreeMap<>());
            receipt.lines()
                    .forEach(line -> products.merge(line.product(), line.quantity(), Integer::sum));
        }
        return bought;
    }
}
