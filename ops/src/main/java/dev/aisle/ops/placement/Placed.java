package dev.aisle.ops.placement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Where a store lives, for people.
final class Placed {

    static final String AT_HOME = "every slot is where it belongs";

    private Placed() {}

    /// A line for the policy, one for each slot, and what is on its way.
    static List<String> lines(JsonNode placing) {
        var lines = new ArrayList<String>();
        lines.add(placing.path("store").asText() + ": " + policy(placing.path("policy")));
        lines.add(
                placing.path("revision").asInt() == 0
                        ? "nobody has set its policy"
                        : "revision "
                                + placing.path("revision").asInt()
                                + ", by "
                                + placing.path("by").asText());
        lines.add("");
        lines.add(line("slot", "is on", "belongs to", "shoppers"));
        for (var slot : placing.path("slots")) {
            lines.add(
                    line(
                            slot.path("slot").asText(),
                            nodes(slot),
                            slot.path("belongs").asText("nowhere: no node may take it"),
                            slot.path("shoppers").asText()));
        }
        lines.add("");
        lines.add(moves(placing));
        return lines;
    }

    /// How much is not where it belongs.
    static String moves(JsonNode placing) {
        int slots = 0;
        int shoppers = 0;
        for (var slot : placing.path("slots")) {
            if (!nodes(slot).isEmpty() && !nodes(slot).equals(slot.path("belongs").asText())) {
                slots++;
                shoppers += slot.path("shoppers").asInt();
            }
        }
        return slots == 0
                ? AT_HOME
                : slots
                        + (slots == 1 ? " slot moves, " : " slots move, ")
                        + shoppers
                        + " shoppers with "
                        + (slots == 1 ? "it" : "them");
    }

    static String policy(JsonNode policy) {
        int shards = policy.path("shards").asInt();
        return shards
                + (shards == 1 ? " shard" : " shards")
                + ", home "
                + labels(policy.path("home"), "anywhere")
                + ", backup "
                + labels(policy.path("backup"), "nowhere")
                + ", forbidden "
                + labels(policy.path("forbidden"), "nowhere")
                + (policy.hasNonNull("maxNodes")
                        ? ", at most " + policy.path("maxNodes").asInt() + " nodes"
                        : "");
    }

    private static String labels(JsonNode labels, String none) {
        return labels.isEmpty()
                ? none
                : labels.valueStream().map(JsonNode::asText).collect(Collectors.joining(" or "));
    }

    private static String nodes(JsonNode slot) {
        return slot.path("nodes")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.joining(" and "));
    }

    private static String line(String slot, String node, String belongs, String shoppers) {
        return String.format(Locale.ROOT, "%4s  %-24s %-24s %8s", slot, node, belongs, shoppers)
                .stripTrailing();
    }
}
