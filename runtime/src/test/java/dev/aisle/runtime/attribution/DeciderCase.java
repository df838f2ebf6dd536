package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Candidate;
import dev.aisle.protocols.attribution.Evidence;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.camera.InHand;
import dev.aisle.protocols.camera.Pose;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shelf.PlateChange;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Evidence of one interaction with a row of six plates, 10 cm each, whose front is at y = 0: cola
/// (500 g) on plates 1 and 2, juice (330 g) on 3, lemonade (332 g) on 4, wafers (45 g) on 5 and 6.
final class DeciderCase {

    static final ProductCode COLA = new ProductCode("cola");
    static final ProductCode JUICE = new ProductCode("juice");
    static final ProductCode LEMONADE = new ProductCode("lemonade");
    static final ProductCode WAFER = new ProductCode("wafer");

    private static final DeviceId ROW = new DeviceId("row-1");
    private static final DeviceId CAMERA = new DeviceId("camera-1");
    private static final Currency EURO = Currency.getInstance("EUR");
    private static final int PLATES = 6;
    private static final EventTime ONSET = new EventTime(10_000_000);
    private static final EventTime PEAK = ONSET.plusMicros(300_000);
    private static final EventTime SETTLED = ONSET.plusMicros(1_800_000);

    static final Blueprint BLUEPRINT =
            new Blueprint(
                    new StoreId("shop.one"),
                    EURO,
                    TaxMode.INCLUDED,
                    List.of(new Blueprint.Camera(CAMERA)),
                    List.of(new Blueprint.Row(ROW, "1", 1, plates())),
                    List.of(),
                    List.of(),
                    List.of(
                            new Blueprint.Facing(COLA, ROW, List.of(1, 2)),
                            new Blueprint.Facing(JUICE, ROW, List.of(3)),
                            new Blueprint.Facing(LEMONADE, ROW, List.of(4)),
                            new Blueprint.Facing(WAFER, ROW, List.of(5, 6))),
                    List.of(
                            product(COLA, 500),
                            product(JUICE, 330),
                            product(LEMONADE, 332),
                            product(WAFER, 45)),
                    Decider.VERSION);

    private final double[] changes = new double[PLATES];
    private final SortedMap<String, List<Pose>> poses = new TreeMap<>();
    private final SortedMap<String, SortedMap<ProductCode, Integer>> holds = new TreeMap<>();
    private final SortedMap<String, List<InHand>> inHand = new TreeMap<>();
    private final SortedMap<Integer, List<ProductCode>> elsewhere = new TreeMap<>();
    private boolean forced;
    private boolean blind;

    private static List<Blueprint.Plate> plates() {
        var plates = new ArrayList<Blueprint.Plate>();
        for (int plate = 1; plate <= PLATES; plate++) {
            var low = new Position((plate - 1) * 0.1f, 0, 1);
            var high = new Position(plate * 0.1f, 0.4f, 1.3f);
            plates.add(new Blueprint.Plate(plate, new Box(low, high)));
        }
        return plates;
    }

    private static Product product(ProductCode code, double grams) {
        return new Product(code, code.value(), grams, new Money(EURO, 199), TaxRate.NONE);
    }

    static DeciderCase random(Random random) {
        var given = new DeciderCase();
        var products = List.of(COLA, JUICE, LEMONADE, WAFER);
        var weights = Map.of(COLA, 500, JUICE, 330, LEMONADE, 332, WAFER, 45);
        for (int times = random.nextInt(4); times >= 0; times--) {
            var product = products.get(random.nextInt(products.size()));
            double grams = weights.getOrDefault(product, 0) * (1 + random.nextInt(2));
            double sign = random.nextBoolean() ? 1 : -1;
            given.change(1 + random.nextInt(PLATES), sign * grams + 5 * random.nextGaussian());
        }
        for (var who : List.of("anna", "bert", "carl").subList(0, random.nextInt(4))) {
            given.near(who, 1 + random.nextInt(PLATES), random.nextDouble() * 1.2);
            given.holds(who, products.get(random.nextInt(4)), 1 + random.nextInt(2));
            if (random.nextBoolean()) {
                given.sees(who, products.get(random.nextInt(4)), random.nextFloat());
            }
        }
        return given;
    }

    DeciderCase change(int plate, double grams) {
        changes[plate - 1] += grams;
        return this;
    }

    /// A hand comes as near to a plate, in metres, at the peak.
    DeciderCase near(String who, int plate, double metres) {
        return at(who, PEAK, reach(plate, metres), Optional.empty());
    }

    /// One hand at each of two plates.
    DeciderCase near(String who, int plate, int other, double metres) {
        return at(who, PEAK, reach(plate, metres), Optional.of(reach(other, metres)));
    }

    DeciderCase nearLater(String who, int plate, double metres) {
        return at(who, SETTLED.plusMicros(1_500_000), reach(plate, metres), Optional.empty());
    }

    private static Position reach(int plate, double metres) {
        return new Position(plate * 0.1f - 0.05f, (float) -metres, 1.15f);
    }

    private DeciderCase at(String who, EventTime at, Position hand, Optional<Position> other) {
        poses.computeIfAbsent(who, _ -> new ArrayList<>())
                .add(new Pose(at, Optional.empty(), Optional.of(hand), other));
        return this;
    }

    DeciderCase holds(String who, ProductCode product, int pieces) {
        holds.computeIfAbsent(who, _ -> new TreeMap<>()).put(product, pieces);
        return this;
    }

    DeciderCase sees(String who, ProductCode product, float belief) {
        inHand.computeIfAbsent(who, _ -> new ArrayList<>()).add(new InHand(product, belief));
        return this;
    }

    DeciderCase elsewhere(int plate, ProductCode product) {
        elsewhere.computeIfAbsent(plate, _ -> new ArrayList<>()).add(product);
        return this;
    }

    DeciderCase forced() {
        forced = true;
        return this;
    }

    DeciderCase blind() {
        blind = true;
        return this;
    }

    /// Pieces by "track product".
    SortedMap<String, Integer> held() {
        var held = new TreeMap<String, Integer>();
        holds.forEach((who, what) ->
                what.forEach((product, pieces) -> held.put(who + " " + product, pieces)));
        return held;
    }

    Decider.Ruling rule() {
        return Decider.decide(evidence(), BLUEPRINT);
    }

    private Evidence evidence() {
        var changed = new ArrayList<PlateChange>();
        for (int plate = 1; plate <= PLATES; plate++) {
            changed.add(new PlateChange(plate, 4_000, 4_000 + changes[plate - 1], 0.9, 0));
        }
        var id = new InteractionId(ROW, 1, 600);
        var interaction = new Interaction(id, ONSET, PEAK, SETTLED, changed, forced, 1);
        var missing = new Missing(CAMERA, new Gap(ONSET, PEAK, GapReason.GAP_REASON_SILENT));
        return new Evidence(
                interaction,
                List.of(),
                candidates(),
                elsewhere,
                blind ? List.of(missing) : List.of());
    }

    private List<Candidate> candidates() {
        var tracks = new TreeSet<>(poses.keySet());
        return tracks.stream()
                .map(who ->
                        new Candidate(
                                new TrackId(who),
                                new VisitId("visit-" + who),
                                poses.getOrDefault(who, List.of()),
                                inHand.getOrDefault(who, List.of()),
                                holds.getOrDefault(who, new TreeMap<>())))
                .toList();
    }
}
