package dev.aisle.ops.synthetic;

import dev.aisle.ops.synthetic.Premises.Gondola;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.store.Blueprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// What lies on the shelves while people are planned. They are planned one after the other and not
/// in time, so what somebody puts back home is not counted on, and what lies astray can be taken
/// only a while after it was put there.
final class Stock {

    private static final double A_WHILE = 4;

    /// Share of its weight by which a delivery deviates from the catalogue, and one piece from its
    /// delivery. The one pick of the recorded store was 0.2 % off. Chosen.
    private static final double DELIVERY = 0.004;

    private static final double PIECE = 0.003;

    /// Grams on one plate, at most.
    private static final double BEARS = 6_000;

    /// A facing, by where it stands.
    record Place(int index, Gondola gondola, int level, Blueprint.Facing facing) {

        DeviceId row() {
            return facing.row();
        }

        ProductCode product() {
            return facing.product();
        }
    }

    /// A piece that somebody has.
    ///
    /// @param grams what it really weighs
    /// @param home where it lives
    record Piece(ProductCode product, double grams, Place home) {}

    /// A piece on a plate that is not its own.
    record Astray(Piece piece, Place at, int plate, double since) {}

    private final List<Place> places;
    private final Map<ProductCode, Double> grams;
    private final int[] pieces;
    private final List<Astray> astray;

    private Stock(
            List<Place> places, Map<ProductCode, Double> grams, int[] pieces, List<Astray> astray) {
        this.places = places;
        this.grams = grams;
        this.pieces = pieces;
        this.astray = astray;
    }

    static Stock of(Premises premises, Assortment goods, SplittableRandom random) {
        var grams = new HashMap<ProductCode, Double>();
        for (var product : goods.products()) {
            grams.put(product.code(), product.grams() * (1 + DELIVERY * Noise.gauss(random)));
        }
        var rows = new HashMap<DeviceId, Place>();
        for (var gondola : premises.gondolas()) {
            for (int level = 1; level <= gondola.rows(); level++) {
                var nothing = goods.facings().getFirst();
                rows.put(gondola.device(level), new Place(0, gondola, level, nothing));
            }
        }
        var places = new ArrayList<Place>();
        var pieces = new int[goods.facings().size()];
        for (var facing : goods.facings()) {
            var row = rows.get(facing.row());
            if (row == null) {
                throw new IllegalStateException("no row for " + facing);
            }
            double each = grams.getOrDefault(facing.product(), 1.0);
            int most = (int) Math.clamp(BEARS * facing.plates().size() / each, 2.0, 14.0);
            pieces[places.size()] = Math.max(2, most - random.nextInt(4));
            places.add(new Place(places.size(), row.gondola(), row.level(), facing));
        }
        return new Stock(List.copyOf(places), grams, pieces, new ArrayList<>());
    }

    Stock copy() {
        return new Stock(places, grams, pieces.clone(), new ArrayList<>(astray));
    }

    List<Place> places() {
        return places;
    }

    boolean has(Place place, int count) {
        return pieces[place.index()] >= count;
    }

    Piece take(Place place, SplittableRandom random) {
        pieces[place.index()]--;
        double weighs = grams.getOrDefault(place.product(), 0.0);
        return new Piece(place.product(), weighs * (1 + PIECE * Noise.gauss(random)), place);
    }

    void giveBack(Place place, int count) {
        pieces[place.index()] += count;
    }

    void putAstray(Piece piece, Place at, int plate, double when) {
        astray.add(new Astray(piece, at, plate, when));
    }

    /// What lay astray at a time, on this facing's plates.
    Optional<Astray> astrayAt(Place place, double when) {
        return astray.stream()
                .filter(each -> each.at().equals(place) && when > each.since() + A_WHILE)
                .findFirst();
    }

    void takeAstray(Astray found) {
        astray.remove(found);
    }
}
