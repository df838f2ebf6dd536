package dev.aisle.config.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aisle.protocols.kernel.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads typed fields and notes everything that does not fit instead of stopping at the first.
final class JsonShape {

    /// @param shape completes "give …"
    record Field(String name, String shape) {}

    /// A JSON object and its place.
    record Part(String where, JsonNode json) {}

    private final List<Fault> faults = new ArrayList<>();

    List<Fault> faults() {
        return List.copyOf(faults);
    }

    int count() {
        return faults.size();
    }

    void fault(String where, String what, String remedy) {
        faults.add(new Fault(where, what, remedy));
    }

    /// Whether it is an object; unknown fields are noted.
    boolean isObject(Part part, List<Field> known) {
        if (!part.json().isObject()) {
            fault(part.where(), "is " + kind(part.json()), "give an object {…}");
            return false;
        }
        var names = Set.copyOf(known.stream().map(Field::name).toList());
        for (var entry : part.json().properties()) {
            if (!names.contains(entry.getKey())) {
                fault(
                        part.where() + "/" + escaped(entry.getKey()),
                        "unknown field",
                        "drop it; known here: "
                                + String.join(", ", known.stream().map(Field::name).toList()));
            }
        }
        return true;
    }

    Optional<String> text(Part part, Field field) {
        return node(part, field, JsonNode::isTextual).map(JsonNode::textValue);
    }

    /// A text that `parse` takes; what it throws is the fault.
    <T> Optional<T> text(Part part, Field field, Function<String, T> parse) {
        return text(part, field)
                .flatMap(text -> {
                    try {
                        return Optional.of(parse.apply(text));
                    } catch (IllegalArgumentException refused) {
                        fault(
                                part.where() + "/" + field.name(),
                                "'" + text + "' won't do",
                                "give " + field.shape());
                        return Optional.empty();
                    }
                });
    }

    Optional<Integer> whole(Part part, Field field) {
        return node(part, field, JsonShape::isWhole).map(JsonNode::intValue);
    }

    Optional<BigDecimal> number(Part part, Field field) {
        return node(part, field, JsonNode::isNumber).map(JsonNode::decimalValue);
    }

    Optional<Position> position(Part part, Field field) {
        return node(part, field, JsonShape::isTriple)
                .map(json -> new Position(metres(json, 0), metres(json, 1), metres(json, 2)));
    }

    Optional<List<Integer>> numbers(Part part, Field field) {
        return node(part, field, JsonNode::isArray)
                .flatMap(json -> {
                    var numbers = new ArrayList<Integer>();
                    for (int i = 0; i < json.size(); i++) {
                        if (isWhole(json.path(i))) {
                            numbers.add(json.path(i).intValue());
                        } else {
                            fault(
                                    part.where() + "/" + field.name() + "/" + i,
                                    "is " + kind(json.path(i)),
                                    "give " + field.shape());
                        }
                    }
                    return numbers.size() == json.size()
                            ? Optional.of(List.copyOf(numbers))
                            : Optional.empty();
                });
    }

    /// Absent where the field is missing or no list.
    Optional<List<Part>> parts(Part part, Field field) {
        return node(part, field, JsonNode::isArray)
                .map(json -> {
                    var parts = new ArrayList<Part>();
                    var where = part.where() + "/" + field.name() + "/";
                    for (int i = 0; i < json.size(); i++) {
                        parts.add(new Part(where + i, json.path(i)));
                    }
                    return List.copyOf(parts);
                });
    }

    private Optional<JsonNode> node(Part part, Field field, Function<JsonNode, Boolean> fits) {
        var json = part.json().path(field.name());
        if (json.isMissingNode()) {
            fault(part.where() + "/" + field.name(), "is missing", "give " + field.shape());
            return Optional.empty();
        }
        if (!fits.apply(json)) {
            fault(part.where() + "/" + field.name(), "is " + kind(json), "give " + field.shape());
            return Optional.empty();
        }
        return Optional.of(json);
    }

    private static boolean isWhole(JsonNode json) {
        return json.isIntegralNumber() && json.canConvertToInt();
    }

    private static boolean isTriple(JsonNode json) {
        return json.isArray()
                && json.size() == 3
                && json.path(0).isNumber()
                && json.path(1).isNumber()
                && json.path(2).isNumber();
    }

    /// By way of the decimal: rounded once, so that a written float comes back as it was.
    private static float metres(JsonNode json, int axis) {
        return json.path(axis).decimalValue().floatValue();
    }

    private static String kind(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list of " + json.size();
            case STRING -> "a text";
            case NUMBER -> "the number " + json.asText();
            case BOOLEAN -> "a " + json.asText().toLowerCase(Locale.ROOT);
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing readable";
        };
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
