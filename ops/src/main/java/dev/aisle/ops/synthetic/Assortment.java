package dev.aisle.ops.synthetic;

import dev.aisle.ops.synthetic.Premises.Gondola;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import dev.aisle.protocols.store.TaxRate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// What is sold and where it lies: a family of goods on each row, one product a plate but for one
/// that has two plates side by side; now and then a product lies on a second row too.
///
/// @param facings in order of row and plate
record Assortment(List<Product> products, List<Blueprint.Facing> facings) {

    static final Currency EUR = Currency.getInstance("EUR");

    /// French rates: food to keep, food to eat at once, all else.
    private static final TaxRate REDUCED = new TaxRate(55_000);

    private static final TaxRate MIDDLE = new TaxRate(100_000);
    private static final TaxRate FULL = new TaxRate(200_000);

    /// One facing in so many repeats a product of another row.
    private static final int REPEATS = 16;

    private static final List<String> FRUIT =
            List.of(
                    "lemon",
                    "mint",
                    "peach",
                    "raspberry",
                    "orange",
                    "apple",
                    "pear",
                    "cherry",
                    "mango",
                    "blackcurrant",
                    "grapefruit",
                    "strawberry");
    private static final List<String> FILLINGS =
            List.of(
                    "ham and butter",
                    "chicken",
                    "tuna",
                    "goat cheese",
                    "egg",
                    "salmon",
                    "hummus",
                    "mozzarella",
                    "turkey",
                    "falafel",
                    "Comté",
                    "roast beef");
    private static final List<String> FLAVOURS =
            List.of(
                    "plain",
                    "salted",
                    "paprika",
                    "vinegar",
                    "barbecue",
                    "honey",
                    "hazelnut",
                    "caramel",
                    "coconut",
                    "coffee",
                    "vanilla",
                    "almond");

    private record Family(
            String name, List<String> kinds, double light, double heavy, int cheap, TaxRate tax) {}

    private static final List<Family> FAMILIES =
            List.of(
                    new Family("Sandwich", FILLINGS, 165, 240, 390, MIDDLE),
                    new Family("Salad bowl", FILLINGS, 240, 380, 590, MIDDLE),
                    new Family("Wrap", FILLINGS, 170, 230, 430, MIDDLE),
                    new Family("Sparkling water", FRUIT, 345, 540, 120, REDUCED),
                    new Family("Iced tea", FRUIT, 350, 530, 190, REDUCED),
                    new Family("Juice", FRUIT, 265, 520, 240, REDUCED),
                    new Family("Yoghurt", FRUIT, 105, 165, 110, REDUCED),
                    new Family("Crisps", FLAVOURS, 42, 150, 140, REDUCED),
                    new Family("Nuts", FLAVOURS, 60, 200, 220, REDUCED),
                    new Family("Biscuits", FLAVOURS, 80, 260, 170, REDUCED),
                    new Family("Chocolate bar", FLAVOURS, 35, 110, 130, FULL),
                    new Family("Ice cream tub", FLAVOURS, 75, 180, 280, FULL),
                    new Family("Soup", FILLINGS, 310, 620, 450, MIDDLE),
                    new Family("Compote", FRUIT, 95, 110, 90, REDUCED),
                    new Family("Beer", FRUIT, 355, 610, 260, FULL));

    Assortment {
        products = List.copyOf(products);
        facings = List.copyOf(facings);
    }

    static Assortment of(Premises premises, SplittableRandom random) {
        var products = new ArrayList<Product>();
        var facings = new ArrayList<Blueprint.Facing>();
        int row = 0;
        for (var gondola : premises.gondolas()) {
            for (int level = 1; level <= gondola.rows(); level++) {
                row(gondola, level, row++, random, products, facings);
            }
        }
        return new Assortment(products, facings);
    }

    private static void row(
            Gondola gondola,
            int level,
            int row,
            SplittableRandom random,
            List<Product> products,
            List<Blueprint.Facing> facings) {
        int before = products.size();
        int wide = 1 + random.nextInt(gondola.plates() - 1);
        for (int plate = 1; plate <= gondola.plates(); plate++) {
            var plates = plate == wide ? List.of(plate, plate + 1) : List.of(plate);
            boolean repeats = before > 0 && random.nextInt(REPEATS) == 0;
            if (!repeats) {
                products.add(product(row, plate, products.size(), random));
            }
            var product = repeats ? products.get(random.nextInt(before)) : products.getLast();
            facings.add(new Blueprint.Facing(product.code(), gondola.device(level), plates));
            plate += plates.size() - 1;
        }
    }

    private static Product product(int row, int plate, int number, SplittableRandom random) {
        var family = FAMILIES.get(row % FAMILIES.size());
        boolean large = row / FAMILIES.size() % 2 == 1;
        double grams = random.nextDouble(family.light(), family.heavy()) * (large ? 1.5 : 1);
        int price = family.cheap() * (large ? 3 : 2) / 2 + 5 * random.nextInt(30);
        var kind = family.kinds().get((plate - 1) % family.kinds().size());
        return new Product(
                code(number, random),
                family.name() + (large ? ", large, " : ", ") + kind,
                Math.round(grams * 10) / 10.0,
                new Money(EUR, price),
                family.tax());
    }

    /// An EAN-13 that no other product in the world has: prefix 20 is for use within a store (GS1
    /// General Specifications, 1.4).
    private static ProductCode code(int number, SplittableRandom random) {
        var digits = String.format(Locale.ROOT, "20%05d%05d", random.nextInt(100_000), number);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return new ProductCode(digits + (10 - sum % 10) % 10);
    }
}
