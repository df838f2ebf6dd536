package dev.aisle.ops.cluster;

import dev.aisle.runtime.kernel.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A running cluster, for whoever wants something of it.
///
/// @param owner the process that started it, and ends it
public record ClusterAccess(Running owner, List<NodeAddress> nodes, Secrets secrets) {

    public ClusterAccess {
        nodes = List.copyOf(nodes);
    }

    /// The cluster that runs on this data folder; absent where none does.
    public static Optional<ClusterAccess> running(Path data) throws IOException {
        var found =
                Descriptor.read(data)
                        .filter(each -> each.owner().process().isPresent())
                        .filter(each -> !each.nodes().isEmpty());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ClusterAccess(
                                found.get().owner(), found.get().nodes(), Secrets.of(data)));
    }

    /// Completes when the process ends that keeps it up: it starts nodes again, and ends where that
    /// does not help.
    public CompletableFuture<ClusterException> failure() {
        var failure =
                new ClusterException(
                        "the aisle that keeps the cluster up (process "
                                + owner.pid()
                                + ") has ended",
                        "run the same command again: nothing acknowledged is lost");
        return owner.process()
                .map(running -> running.onExit().thenApply(_ -> failure))
                .orElseGet(() -> CompletableFuture.completedFuture(failure));
    }

    public List<String> grpcTargets() {
        return nodes.stream().map(NodeAddress::grpcTarget).toList();
    }

    /// A token for gateways of these stores.
    public String gatewayToken(String... stores) {
        return secrets.issue(new Tokens.Grant(Tokens.Role.GATEWAY, List.of(stores)));
    }

    /// A token for operators of these stores.
    public String operatorToken(String stores) {
        return secrets.issue(new Tokens.Grant(Tokens.Role.OPERATOR, List.of(stores)));
    }

    /// The page of the first node that runs: what follows `#` stays in the browser.
    public String page() {
        var node = nodes.stream().filter(NodeAddress::isAlive).findFirst().orElse(nodes.getFirst());
        return "http://127.0.0.1:" + node.http() + "/#token=" + operatorToken("*");
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
}
