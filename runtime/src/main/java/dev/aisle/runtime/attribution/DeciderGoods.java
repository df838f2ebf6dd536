package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Evidence;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.shelf.PlateChange;
import dev.aisle.protocols.store.Product;
import dev.aisle.runtime.attribution.Decider.PlatesChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which products, and how many, explain a change of weight.
///
/// A likelihood is 1 where a single piece of a product that lives there fits to the gram. It is the
/// product of three: how well the weight fits, where the product lives, and how usual the quantity
/// is.
final class DeciderGoods {

    /// Grams by which a change of one piece deviates: MPS's 10 g, the accuracy of shelf sensors in
    /// the field.
    private static final double SENSOR = 10;

    /// Share of its weight by which a piece deviates from the catalogue. Chosen.
    private static final double VARIETY = 0.01;

    /// The weight in the catalogue may be wrong, or two things happened at once: a second, wide
    /// curve of this height and of this share of a piece. Chosen.
    private static final double DOUBT = 0.1;

    private static final double DOUBT_WIDTH = 0.25;

    /// A pick is at least this share of the weight, a return that one: MPS.
    private static final double LEAST_TAKEN = 0.4;

    private static final double LEAST_PUT_BACK = 0.75;

    /// How likely a product is on a plate that is its own, one where a shopper put it, one beside
    /// its own, or another one of the row. Chosen.
    private static final double AT_HOME = 1;

    private static final double PUT_THERE = 0.5;
    private static final double BESIDE = 0.05;
    private static final double ON_THE_ROW = 0.005;

    /// How likely somebody puts something back where it does not live. Chosen.
    private static final double MISPLACED = 0.25;

    /// Pieces in one grab. That many are as likely as one over their square. Chosen.
    private static final int MOST_PIECES = 24;

    /// A product and how many pieces explain a change.
    ///
    /// @param quantity above 0 taken, below 0 put back
    record Explanation(Product product, int quantity, double likelihood) {}

    private final Layout layout;
    private final Layout.Shelf shelf;
    private final SortedMap<Integer, Double> grams = new TreeMap<>();
    private final SortedMap<Integer, List<Product>> elsewhere = new TreeMap<>();
    private final SortedMap<ProductCode, Product> onTheRow = new TreeMap<>();

    DeciderGoods(Evidence evidence, Layout layout, Layout.Shelf shelf) {
        this.layout = layout;
        this.shelf = shelf;
        for (PlateChange change : evidence.interaction().plates()) {
            grams.put(change.plate(), Math.abs(change.change()));
        }
        for (int plate = 1; plate <= shelf.plates(); plate++) {
            elsewhere.put(plate, known(evidence.elsewhere().getOrDefault(plate, List.of())));
            shelf.on(plate).forEach(product -> onTheRow.put(product.code(), product));
            on(elsewhere, plate).forEach(product -> onTheRow.put(product.code(), product));
        }
    }

    private List<Product> known(Collection<ProductCode> codes) {
        return new TreeSet<>(codes)
                .stream().map(layout::product).flatMap(Optional::stream).toList();
    }

    private static List<Product> on(SortedMap<Integer, List<Product>> plates, int plate) {
        return plates.getOrDefault(plate, List.of());
    }

    boolean isOnTheRow(int plate) {
        return plate >= 1 && plate <= shelf.plates();
    }

    /// Whether it is less than a pick of the lightest product of the row.
    boolean isTooLight(PlatesChange change) {
        double lightest = onTheRow.values().stream().mapToDouble(Product::grams).min().orElse(0);
        double least = change.isTaken() ? LEAST_TAKEN : LEAST_PUT_BACK;
        return Math.abs(change.grams()) < least * lightest;
    }

    /// Products of the row that may have been taken.
    List<Explanation> taken(PlatesChange change) {
        var found = new ArrayList<Explanation>();
        for (var product : onTheRow.values()) {
            double place = place(product, change);
            explain(change, product, MOST_PIECES, LEAST_TAKEN, place, found);
        }
        return found;
    }

    /// What of these products may have been put back.
    List<Explanation> putBack(PlatesChange change, SortedMap<ProductCode, Integer> holds) {
        var found = new ArrayList<Explanation>();
        for (var product : known(holds.keySet())) {
            int pieces = Math.min(MOST_PIECES, holds.getOrDefault(product.code(), 0));
            double place = Math.max(MISPLACED, place(product, change));
            explain(change, product, pieces, LEAST_PUT_BACK, place, found);
        }
        return found;
    }

    /// Products that somebody may have put where they live, who is not known to have held them.
    List<Explanation> putHome(PlatesChange change) {
        var found = new ArrayList<Explanation>();
        for (var product : onTheRow.values()) {
            if (change.plates().stream().anyMatch(plate -> shelf.on(plate).contains(product))) {
                double place = place(product, change);
                explain(change, product, MOST_PIECES, LEAST_PUT_BACK, place, found);
            }
        }
        return found;
    }

    private void explain(
            PlatesChange change,
            Product product,
            int most,
            double least,
            double place,
            List<Explanation> found) {
        double weight = Math.abs(change.grams());
        int fewer = Math.min(most, (int) Math.clamp(weight / product.grams(), 1.0, MOST_PIECES));
        for (int pieces = fewer; pieces <= Math.min(fewer + 1, most); pieces++) {
            if (weight >= least * pieces * product.grams()) {
                double likelihood =
                        fit(change, product, pieces) * place / ((double) pieces * pieces);
                int quantity = change.isTaken() ? pieces : -pieces;
                found.add(new Explanation(product, quantity, likelihood));
            }
        }
    }

    /// How well the weight fits, 1 at best.
    private static double fit(PlatesChange change, Product product, int pieces) {
        double expected = pieces * product.grams();
        double off = Math.abs(change.grams()) - expected;
        double variance =
                SENSOR * SENSOR
                        + change.noise() * change.noise()
                        + VARIETY * VARIETY * expected * expected;
        double wide = DOUBT_WIDTH * product.grams();
        return (1 - DOUBT) * StrictMath.exp(-off * off / (2 * variance))
                + DOUBT * StrictMath.exp(-off * off / (2 * wide * wide));
    }

    /// How likely the product is on these plates, each counted by its share of the change.
    private double place(Product product, PlatesChange change) {
        double sum = 0;
        double all = 0;
        for (int plate : change.plates()) {
            double share = grams.getOrDefault(plate, 0.0);
            sum += share * place(product, plate);
            all += share;
        }
        return all > 0 ? sum / all : 0;
    }

    private double place(Product product, int plate) {
        if (shelf.on(plate).contains(product)) {
            return AT_HOME;
        }
        if (on(elsewhere, plate).contains(product)) {
            return PUT_THERE;
        }
        return lives(product, plate - 1) || lives(product, plate + 1) ? BESIDE : ON_THE_ROW;
    }

    private boolean lives(Product product, int plate) {
        return isOnTheRow(plate)
                && (shelf.on(plate).contains(product) || on(elsewhere, plate).contains(product));
    }
}
