package dev.aisle.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// An OpenAPI document, held against answers: as far as this one describes them, which is types,
/// fields and lists.
record Described(JsonNode document) {

    /// What an answer has that is not described, or lacks.
    List<String> faults(String path, JsonNode answer) {
        var schema =
                document.at("/paths")
                        .path(path)
                        .at("/get/responses/200/content/application~1json/schema");
        var faults = new ArrayList<String>();
        if (schema.isMissingNode()) {
            faults.add(path + " has no schema");
        }
        hold(schema, answer, path, faults);
        return faults;
    }

    private void hold(JsonNode schema, JsonNode value, String where, List<String> faults) {
        if (schema.has("$ref")) {
            hold(document.at(schema.path("$ref").asText().substring(1)), value, where, faults);
            return;
        }
        if (schema.has("oneOf")) {
            if (!value.isNull()) {
                hold(schema.path("oneOf").path(0), value, where, faults);
            }
            return;
        }
        if (!types(schema).contains(type(value))) {
            faults.add(where + " is " + type(value) + ", described as " + types(schema));
        }
        var properties = schema.path("properties");
        if (value.isObject() && properties.isObject()) {
            schema.path("required")
                    .forEach(name -> {
                        if (!value.has(name.asText())) {
                            faults.add(where + " lacks " + name.asText());
                        }
                    });
            value.properties()
                    .forEach(field -> {
                        var inside = where + "/" + field.getKey();
                        if (properties.has(field.getKey())) {
                            hold(properties.path(field.getKey()), field.getValue(), inside, faults);
                        } else {
                            faults.add(inside + " is not described");
                        }
                    });
        }
        value.valueStream()
                .filter(_ -> value.isArray())
                .forEach(item -> hold(schema.path("items"), item, where + "[]", faults));
    }

    private static TreeSet<String> types(JsonNode schema) {
        var types = new TreeSet<String>();
        var type = schema.path("type");
        if (type.isArray()) {
            type.forEach(each -> types.add(each.asText()));
        } else {
            types.add(type.asText());
        }
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private static String type(JsonNode value) {
        return value.isIntegralNumber()
                ? "integer"
                : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
