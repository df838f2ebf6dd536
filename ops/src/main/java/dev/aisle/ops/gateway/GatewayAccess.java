package dev.aisle.ops.gateway;

import java.util.List;

/// Where the cluster is, and what opens it.
///
/// @param nodes any of the cluster's nodes, each as gRPC spells a target: `host:port`
/// @param token for the metadata `authorization: Bearer …`
public record GatewayAccess(List<String> nodes, String token) {

    public GatewayAccess {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a gateway needs the address of at least one node");
        }
    }

    /// Without the token.
    @Override
    public String toString() {
        return "GatewayAccess[nodes=" + nodes + "]";
    }
}
