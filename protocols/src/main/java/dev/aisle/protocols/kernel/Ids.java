package dev.aisle.protocols.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

/// What ids of the field may look like.
final class Ids {

    private static final String PART = "[a-z0-9-]{1,40}";
    private static final Pattern NAME = Pattern.compile(PART);
    private static final Pattern STORE = Pattern.compile(PART + "\\." + PART);

    private Ids() {}

    static String name(String what, String value) {
        return matching(NAME, what, value);
    }

    static String store(String value) {
        return matching(STORE, "store", value);
    }

    private static String matching(Pattern pattern, String what, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT, "%s '%s' must match %s", what, value, pattern.pattern()));
        }
        return value;
    }
}
