package dev.aisle.ops.placement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.cluster.NodeClient;
import dev.aisle.ops.play.DataFolder;
import dev.aisle.protocols.kernel.StoreId;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The store that a command is about, and the cluster that it is asked of.
final class StoreOption {

    @Parameters(paramLabel = "STORE", description = "RETAILER.STORE")
    private String store = "";

    @Mixin private DataFolder data = new DataFolder();

    @Option(names = "--json", description = "Print it as one JSON object.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    NodeClient client() throws IOException, ClusterException {
        try {
            var _ = new StoreId(store);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + store + "' names no store: spell RETAILER.STORE",
                    wrong);
        }
        return data.running().client();
    }

    String name() {
        return store;
    }

    /// The policy of a store, and the revision that was seen, as a request to change it.
    static ObjectNode request(JsonNode placing) {
        ObjectNode request = placing.deepCopy();
        return request.retain("policy", "revision")
                .put("by", System.getProperty("user.name", "operator"));
    }

    void print(JsonNode answer, Iterable<String> lines) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(answer);
        } else {
            lines.forEach(out::println);
        }
        out.flush();
    }
}
