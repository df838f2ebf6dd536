package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.ProductCode;
import java.util.List;
import java.util.stream.IntStream;

/// The shop of made-up sessions: a gondola of three rows of six plates along the wall y = 0, a
/// second one at right angles to it that never sends, eleven products and one that has no weight.
final class Premises {

    static final int ROWS = 3;
    static final int PLATES = 6;
    static final double PLATE_WIDTH = 0.1016;
    static final double DEPTH = 0.4064;
    static final double LEFT = 0.025;

    private static final double HEIGHT = 0.2;
    private static final double[] LEVELS = {0.85, 1.1, 1.35};
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Premises() {}

    /// @param grams 0 where the catalogue has none
    /// @param row from 1
    /// @param plates which hold it
    record Item(
            ProductCode code,
            String name,
            String price,
            double grams,
            int row,
            List<Integer> plates) {

        DeviceId device() {
            return new DeviceId("shelf-1-" + row);
        }

        /// What hands reach for: the middle of a plate, some way in, above its floor.
        double[] spot(int plate) {
            return new double[] {LEFT + (plate - 0.5) * PLATE_WIDTH, 0.06, LEVELS[row - 1] + 0.09};
        }
    }

    /// Weights lie well apart but for one pair, mint tea and cola, with an empty plate between
    /// them.
    static final List<Item> ITEMS =
            List.of(
                    item("07114200001", "Chewing gum, six packs", "3.49", 45.0, 1, 1, 2),
                    item("07114200002", "Oat bars", "2.49", 150.5, 1, 3, 4),
                    item("07114200003", "Orange juice", "2.99", 338.0, 1, 5, 6),
                    item("07114200004", "Crisps", "1.79", 92.3, 2, 1),
                    item("07114200005", "Mint tea", "4.19", 230.0, 2, 2, 3),
                    item("07114200006", "Cola", "1.29", 236.4, 2, 5, 6),
                    item("07114200007", "Spring water", "0.99", 621.67, 3, 1, 2),
                    item("07114200008", "Peanuts", "2.29", 454.0, 3, 3, 4),
                    item("07114200009", "Honey", "6.75", 812.2, 3, 5));

    private static final Item WEIGHTLESS = item("07114200010", "Sample", "1.00", 0, 3, 6);

    private static final List<Item> AROUND_THE_CORNER =
            List.of(
                    item("07114200011", "Salad", "5.50", 280.0, 1, 1, 2),
                    new Item(new ProductCode("496340"), "Soup", "4.00", 510.0, 1, List.of(3, 4)));

    private static Item item(
            String digits, String name, String price, double grams, int row, Integer... plates) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        var code = new ProductCode(digits + (10 - sum % 10) % 10);
        return new Item(code, name, price, grams, row, List.of(plates));
    }

    /// Documents of `planogram.json`.
    static List<ObjectNode> planogram() {
        var facings = NODES.arrayNode();
        ITEMS.forEach(item -> facings.add(facing(item, 1)));
        facings.add(facing(WEIGHTLESS, 1));
        AROUND_THE_CORNER.forEach(item -> facings.add(facing(item, 2)));
        return numbered(facings, "5e9e24cb");
    }

    private static ObjectNode facing(Item item, int gondola) {
        var json = NODES.objectNode();
        var plates = json.putArray("plate_ids");
        for (int plate : item.plates()) {
            var id = plates.addObject();
            var shelf = id.putObject("shelf_id");
            shelf.putObject("gondola_id").put("id", gondola);
            shelf.put("shelf_index", item.row());
            id.put("plate_index", plate);
        }
        json.putObject("planogram_product_id")
                .put("barcode_type", "UPC")
                .put("id", item.code().value());
        double along = (item.plates().getFirst() - 1) * PLATE_WIDTH;
        var coordinates = json.putObject("global_coordinates");
        var transform = coordinates.putObject("transform");
        var translation = transform.putObject("translation");
        var rotation = transform.putObject("rotation");
        if (gondola == 1) {
            translation.put("x", (float) (LEFT + along));
            translation.put("z", (float) LEVELS[item.row() - 1]);
        } else {
            translation.put("x", 1.2f);
            translation.put("y", (float) (-0.3 - along));
            translation.put("z", 0.9f);
            rotation.put("z", -1.5708f);
        }
        coordinates.put("dim_x", (float) (item.plates().size() * PLATE_WIDTH));
        coordinates.put("dim_y", (float) DEPTH);
        coordinates.put("dim_z", (float) HEIGHT);
        return json;
    }

    /// Documents of `products.json`; the first product stands there twice, once without its price.
    static List<ObjectNode> products() {
        var products = NODES.arrayNode();
        products.add(product(ITEMS.getFirst(), false));
        ITEMS.forEach(item -> products.add(product(item, true)));
        products.add(product(WEIGHTLESS, true));
        AROUND_THE_CORNER.forEach(item -> products.add(product(item, true)));
        return numbered(products, "5e9d3438");
    }

    private static ObjectNode product(Item item, boolean priced) {
        var json = NODES.objectNode();
        json.putObject("product_id").put("barcode_type", "UPC").put("id", item.code().value());
        var metadata = json.putObject("metadata").put("name", item.name());
        if (priced) {
            metadata.put("price", Double.parseDouble(item.price()));
        }
        if (item.grams() > 0) {
            metadata.put("weight", (float) item.grams());
        }
        return json;
    }

    private static List<ObjectNode> numbered(ArrayNode documents, String prefix) {
        return IntStream.range(0, documents.size())
                .mapToObj(i -> Drawing.identified(prefix, i).setAll((ObjectNode) documents.get(i)))
                .map(ObjectNode.class::cast)
                .toList();
    }
}
