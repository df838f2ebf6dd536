package dev.aisle.runtime.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/// One thing that a node can be asked for.
///
/// @param path segments, of which `{name}` stands for any
record Endpoint(Method method, String path, Access access, Handler handler) {

    enum Method {
        GET,
        POST,
        PUT
    }

    /// Who may ask.
    enum Access {
        /// Anybody.
        OPEN,
        /// With an operator's token; of the store, where the path names one.
        OPERATOR,
        /// The same, and the store must exist.
        OPERATOR_OF_STORE
    }

    /// Answers a call, or throws what [HttpRoutes] turns into a refusal.
    @FunctionalInterface
    interface Handler {
        CompletionStage<? extends Answer> handle(Call call);
    }

    /// What stands for the names in the path; absent where it is another path.
    Optional<Map<String, String>> match(List<String> segments) {
        var own = segments(path);
        if (own.size() != segments.size()) {
            return Optional.empty();
        }
        var names = new TreeMap<String, String>();
        for (int i = 0; i < own.size(); i++) {
            var segment = own.get(i);
            if (segment.startsWith("{")) {
                names.put(segment.substring(1, segment.length() - 1), segments.get(i));
            } else if (!segment.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (var segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }
}
