package dev.aisle.ops.cluster;

import dev.aisle.runtime.kernel.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A running cluster, for whoever wants something of it.
public record ClusterAccess(List<NodeAddress> nodes, Secrets secrets) {

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

    /// Completes when one of its nodes ends.
    public CompletableFuture<ClusterException> failure() {
        var failure = new CompletableFuture<ClusterException>();
        for (var node : nodes) {
            var end =
                    ProcessHandle.of(node.pid())
                            .map(ProcessHandle::onExit)
                            .orElseGet(() ->
                                    CompletableFuture.completedFuture(ProcessHandle.current()));
            var _ =
                    end.thenRun(() ->
                            failure.complete(
                                    new ClusterException(
                                            node.name()
                                                    + " (process "
                                                    + node.pid()
                                                    + ") has ended, and with it the cluster of"
                                                    + " another aisle",
                                            "run the same command again: nothing acknowledged is"
                                                    + " lost")));
        }
        return failure;
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

    /// The page of the first node: what follows `#` stays in the browser.
    public String page() {
        return "http://127.0.0.1:" + nodes.getFirst().http() + "/#token=" + operatorToken("*");
    }

    /// The same, showing a store.
    public String page(String store) {
        return page() + "&store=" + store;
    }

    public NodeClient client() {
        return new NodeClient(nodes, operatorToken("*"));
    }

    /// A token that the nodes of a data folder take, whether they run or not.
    public static String token(Path data, Tokens.Grant grant) throws ClusterException {
        try {
            return Secrets.known(data)
                    .orElseThrow(() ->
                            new ClusterException(
                                    "the data folder "
                                            + data
                                            + " has no secrets, so that no node would take a token"
                                            + " of it",
                                    "name the folder of a cluster with --data, or start one there"
                                            + " first"))
                    .issue(grant);
        } catch (IOException unreadable) {
            throw new ClusterException(
                    "the secrets of " + data + " can't be read (" + unreadable + ")",
                    "ask their owner, or name another folder with --data",
                    unreadable);
        }
    }

    private String token(Tokens.Role role, String stores) {
        return secrets.issue(new Tokens.Grant(role, List.of(stores)));
    }
}
