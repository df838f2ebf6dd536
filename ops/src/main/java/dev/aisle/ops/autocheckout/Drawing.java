package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.store.Blueprint;
import java.util.ArrayList;
import java.util.List;

/// Documents of `planogram.json` and `products.json`, drawn from a blueprint.
final class Drawing {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Drawing() {}

    static List<ObjectNode> planogram(Blueprint blueprint) {
        var documents = new ArrayList<ObjectNode>();
        for (var facing : blueprint.facings()) {
            var row =
                    blueprint.rows().stream()
                            .filter(each -> each.device().equals(facing.row()))
                            .findFirst()
                            .orElseThrow();
            var json = identified("5e9e24cb", documents.size());
            plates(json.putArray("plate_ids"), facing, row);
            json.putObject("planogram_product_id")
                    .put("barcode_type", "EAN")
                    .put("id", facing.product().value());
            place(json.putObject("global_coordinates"), facing, row);
            documents.add(json);
        }
        return documents;
    }

    private static void plates(ArrayNode plates, Blueprint.Facing facing, Blueprint.Row row) {
        for (int plate : facing.plates()) {
            var id = plates.addObject();
            var shelf = id.putObject("shelf_id");
            shelf.putObject("gondola_id").put("id", Integer.parseInt(row.gondola()));
            shelf.put("shelf_index", row.level());
            id.put("plate_index", plate);
        }
    }

    /// A box around its plates, not turned.
    private static void place(ObjectNode json, Blueprint.Facing facing, Blueprint.Row row) {
        var boxes =
                facing.plates().stream().map(plate -> row.plates().get(plate - 1).box()).toList();
        var low = boxes.getFirst().low();
        var high = boxes.getFirst().high();
        for (var box : boxes) {
            low =
                    new Position(
                            Math.min(low.x(), box.low().x()),
                            Math.min(low.y(), box.low().y()),
                            Math.min(low.z(), box.low().z()));
            high =
                    new Position(
                            Math.max(high.x(), box.high().x()),
                            Math.max(high.y(), box.high().y()),
                            Math.max(high.z(), box.high().z()));
        }
        json.putObject("transform")
                .putObject("translation")
                .put("x", low.x())
                .put("y", low.y())
                .put("z", low.z());
        json.put("dim_x", high.x() - low.x())
                .put("dim_y", high.y() - low.y())
                .put("dim_z", high.z() - low.z());
    }

    static List<ObjectNode> products(Blueprint blueprint) {
        var documents = new ArrayList<ObjectNode>();
        for (var product : blueprint.products()) {
            var json = identified("5e9d3438", documents.size());
            json.putObject("product_id")
                    .put("barcode_type", "EAN")
                    .put("id", product.code().value());
            json.putObject("metadata")
                    .put("name", product.name())
                    .put("price", product.price().amount())
                    .put("weight", product.grams());
            documents.add(json);
        }
        return documents;
    }

    /// A document that begins with an object id, as the original's database gives one.
    static ObjectNode identified(String prefix, long number) {
        var json = NODES.objectNode();
        var digits = Long.toHexString(number);
        json.putObject("_id")
                .put("$oid", prefix + "75bc71ad" + "0".repeat(8 - digits.length()) + digits);
        return json;
    }
}
