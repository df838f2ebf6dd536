package dev.aisle.runtime.http;

import dev.aisle.protocols.kernel.StoreId;
import java.util.List;
import java.util.Optional;

/// What a call gets.
sealed interface Answer {

    /// 200, as JSON.
    record Value(Object value) implements Answer {}

    /// A part of a list.
    ///
    /// @param next what to send as `after` for the page that follows; absent where this is the last
    record Page(List<?> items, Optional<String> next) implements Answer {

        public Page {
            items = List.copyOf(items);
        }
    }

    /// @param status of HTTP, 4xx or 5xx
    record Refused(int status, Problem problem) implements Answer {

        Refused(int status, String problem, String remedy) {
            this(status, new Problem(problem, remedy));
        }
    }

    /// What happens in a store, as server-sent events, until the caller has enough.
    record Events(StoreId store) implements Answer {}

    /// A file that is shipped with the node.
    record Shipped(Asset asset) implements Answer {}

    /// 200, in Prometheus' text format.
    record Metrics(String text) implements Answer {}
}
