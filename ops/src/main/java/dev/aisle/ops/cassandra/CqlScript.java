package dev.aisle.ops.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The statements of a CQL file.
record CqlScript(List<String> statements) {
    /// One token at a time, so that a semicolon or dashes in a string or a comment are no syntax.
    private static final Pattern TOKEN =
            Pattern.compile("(?<comment>--[^\n]*|/\\*(?s:.*?)\\*/)|(?<text>'(?:[^']|'')*'|(?s:.))");

    CqlScript {
        statements = List.copyOf(statements);
    }

    static CqlScript parse(String text) {
        var statements = new ArrayList<String>();
        var statement = new StringBuilder();
        var tokens = TOKEN.matcher(text + ";");
        while (tokens.find()) {
            var token = tokens.group("text");
            if (token == null) {
                continue;
            }
            if (!token.equals(";")) {
                statement.append(token);
            } else if (statement.toString().isBlank()) {
                statement.setLength(0);
            } else {
                statements.add(statement.toString().strip());
                statement.setLength(0);
            }
        }
        return new CqlScript(statements);
    }
}
