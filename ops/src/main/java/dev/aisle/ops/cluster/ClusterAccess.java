package dev.aisle.ops.cluster;

import dev.aisle.runtime.kernel.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A running cluster, for whoever wants something of it.
public record ClusterAccess(List<NodeAddress> nodes, Secrets secrets) {

    private static final Duration VALID = Duration.ofDays(1);

    public ClusterAccess {
        nodes = List.copyOf(nodes);
    }

    /// The cluster that runs on this data folder; absent where none does.
    public static Optional<ClusterAccess> running(Path data) throws IOException {
        var descriptor = Descriptor.read(data);
        if (descriptor.isEmpty()) {
            return Optional.empty();
        }
        var alive = descriptor.get().nodes().stream().filter(NodeAddress::isAlive).toList();
        return alive.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClusterAccess(alive, Secrets.of(data)));
    }

    public List<String> grpcTargets() {
        return nodes.stream().map(NodeAddress::grpcTarget).toList();
    }

    /// A token for gateways of these stores.
    public String gatewayToken(String stores) {
        return token(Tokens.Role.GATEWAY, stores);
    }

    /// A token for operators of these stores.
    public String operatorToken(String stores) {
        return token(Tokens.Role.OPERATOR, stores);
    }

    public NodeClient client() {
        return new NodeClient(nodes, operatorToken("*"));
    }

    private String token(Tokens.Role role, String stores) {
        return new Tokens(secrets.tokens(), InstantSource.system())
                .issue(new Tokens.Grant(role, List.of(stores)), VALID);
    }
}
