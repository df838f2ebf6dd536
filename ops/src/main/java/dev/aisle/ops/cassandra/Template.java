package dev.aisle.ops.cassandra;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text with placeholders of the form `${name}`.
final class Template {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z-]+)}");

    private Template() {}

    /// Fills every placeholder.
    ///
    /// @throws IllegalArgumentException for one without a value
    static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(values, found.group(1))));
    }

    private static String value(Map<String, String> values, String name) {
        var value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for ${" + name + "}");
        }
        return value;
    }
}
