package dev.aisle.config.blueprint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes the format of this package, one thing a line. What is written loads as the same
/// blueprint.
public final class BlueprintWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    public void write(Blueprint blueprint, Path file) throws IOException {
        Files.writeString(file, toJson(blueprint));
    }

    public String toJson(Blueprint blueprint) {
        return "{\n"
                + String.join(
                        ",\n",
                        "  \"format\": \"" + DraftReader.FORMAT + "\"",
                        "  \"store\": \"" + blueprint.store() + "\"",
                        "  \"currency\": \"" + blueprint.currency().getCurrencyCode() + "\"",
                        "  \"tax\": \""
                                + blueprint.taxMode().name().toLowerCase(Locale.ROOT)
                                + "\"",
                        "  \"decider\": " + blueprint.decider(),
                        "  \"unpaid\": \""
                                + blueprint
                                        .unpaid()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-')
                                + "\"",
                        list("cameras", blueprint.cameras().stream().map(this::camera).toList()),
                        list("rows", blueprint.rows().stream().map(this::row).toList()),
                        list(
                                "doors",
                                blueprint.doors().stream()
                                        .map(door -> spot(door.device().value(), door.position()))
                                        .toList()),
                        list(
                                "terminals",
                                blueprint.terminals().stream()
                                        .map(spot -> spot(spot.device().value(), spot.position()))
                                        .toList()),
                        list("products", blueprint.products().stream().map(this::product).toList()),
                        list("facings", blueprint.facings().stream().map(this::facing).toList()))
                + "\n}\n";
    }

    private static String list(String name, List<String> lines) {
        return "  \""
                + name
                + "\": ["
                + (lines.isEmpty()
                        ? ""
                        : lines.stream().collect(Collectors.joining(",\n    ", "\n    ", "\n  ")))
                + "]";
    }

    private String camera(Blueprint.Camera camera) {
        var json = NODES.objectNode().put("id", camera.device().value());
        camera.position().ifPresent(at -> triple(json, "at", at));
        return json.toString();
    }

    private String row(Blueprint.Row row) {
        return "{\"id\":\""
                + row.device()
                + "\",\"gondola\":"
                + NODES.textNode(row.gondola())
                + ",\"level\":"
                + row.level()
                + ",\"plates\":["
                + row.plates().stream()
                        .map(this::plate)
                        .collect(Collectors.joining(",\n      ", "\n      ", ""))
                + "]}";
    }

    private String plate(Blueprint.Plate plate) {
        var json = NODES.objectNode().put("number", plate.number());
        triple(json, "low", plate.box().low());
        triple(json, "high", plate.box().high());
        return json.toString();
    }

    private String spot(String id, Position at) {
        var json = NODES.objectNode().put("id", id);
        triple(json, "at", at);
        return json.toString();
    }

    private String product(Product product) {
        return NODES.objectNode()
                .put("code", product.code().value())
                .put("name", product.name())
                .put("grams", product.grams())
                .put("price", product.price().amount().toPlainString())
                .put("tax", percent(product.tax().millionths()))
                .toString();
    }

    private String facing(Blueprint.Facing facing) {
        var json =
                NODES.objectNode()
                        .put("product", facing.product().value())
                        .put("row", facing.row().value());
        var plates = json.putArray("plates");
        facing.plates().forEach(plates::add);
        return json.toString();
    }

    private static void triple(ObjectNode json, String name, Position at) {
        json.putArray(name).add(at.x()).add(at.y()).add(at.z());
    }

    private static String percent(int millionths) {
        var percent = BigDecimal.valueOf(millionths, 4).stripTrailingZeros();
        return percent.toPlainString();
    }
}
