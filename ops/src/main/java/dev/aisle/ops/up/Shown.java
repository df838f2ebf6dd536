package dev.aisle.ops.up;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.cluster.NodeAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/// A running cluster, for people and for programs.
final class Shown {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Shown() {}

    static String json(Path data, ClusterAccess access) throws IOException {
        var shown = JSON.createObjectNode().put("data", data.toAbsolutePath().toString());
        var nodes = shown.putArray("nodes");
        access.nodes().forEach(node -> nodes.add(json(node)));
        shown.put("page", access.page());
        shown.put("operatorToken", access.operatorToken("*"));
        shown.put("gatewayToken", access.gatewayToken("*"));
        return JSON.writeValueAsString(shown);
    }

    private static ObjectNode json(NodeAddress node) {
        return JSON.createObjectNode()
                .put("name", node.name())
                .put("gateways", node.grpcTarget())
                .put("http", "http://127.0.0.1:" + node.http())
                .put("management", "http://127.0.0.1:" + node.management())
                .put("pid", node.pid())
                .put("state", state(node))
                .put("restarts", node.restarts());
    }

    static String text(Path data, ClusterAccess access) {
        var text = new StringBuilder();
        text.append(row("NODE", "GATEWAYS (gRPC)", "HTTP", "PROCESS", "STATE", "RESTARTS"));
        for (var node : access.nodes()) {
            text.append(
                    row(
                            node.name(),
                            node.grpcTarget(),
                            "http://127.0.0.1:" + node.http(),
                            String.valueOf(node.pid()),
                            state(node),
                            String.valueOf(node.restarts())));
        }
        var option = " --data " + data;
        return text.append(
                        "\nThe page of the cluster (the link holds an operator's token for a day):\n  ")
                .append(access.page())
                .append("\n\nA token for gateways of all stores, for a day:\n  ")
                .append(access.gatewayToken("*"))
                .append("\n\nNext:\n  aisle play autocheckout RECORDING --out receipts")
                .append(option)
                .append("\n  aisle status")
                .append(option)
                .append("\n  aisle down")
                .append(option)
                .toString();
    }

    /// One that is down is about to be started again: else the cluster would end.
    private static String state(NodeAddress node) {
        return node.process().isPresent() ? "up" : "down";
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-8s  %-16s  %-22s  %-7s  %-5s  %s%n", cells);
    }
}
