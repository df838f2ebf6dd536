package dev.aisle.ops.placement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What of a policy is to change; the rest stays.
final class PolicyOptions {

    private static final String NONE = "none";

    @Option(
            names = "--home",
            split = ",",
            paramLabel = "LABEL",
            description = {"It lives on nodes that carry one of these;", "'none': on any node."})
    private List<String> home = List.of();

    @Option(
            names = "--backup",
            split = ",",
            paramLabel = "LABEL",
            description = "It lives there while no node of its home is there; 'none': nowhere.")
    private List<String> backup = List.of();

    @Option(
            names = "--forbid",
            split = ",",
            paramLabel = "LABEL",
            description = "It never lives there; 'none': nothing is forbidden.")
    private List<String> forbidden = List.of();

    @Option(
            names = "--max-nodes",
            paramLabel = "N",
            description = "Over how many nodes it spreads at most; 0: over any number.")
    private Optional<Integer> maxNodes = Optional.empty();

    void change(ObjectNode policy) {
        set(policy, "home", home);
        set(policy, "backup", backup);
        set(policy, "forbidden", forbidden);
        maxNodes.ifPresent(most -> {
            if (most == 0) {
                policy.remove("maxNodes");
            } else {
                policy.put("maxNodes", most);
            }
        });
    }

    boolean isEmpty() {
        return home.isEmpty() && backup.isEmpty() && forbidden.isEmpty() && maxNodes.isEmpty();
    }

    private static void set(ObjectNode policy, String name, List<String> labels) {
        if (labels.isEmpty()) {
            return;
        }
        var array = policy.putArray(name);
        if (!labels.equals(List.of(NONE))) {
            labels.forEach(array::add);
        }
    }
}
