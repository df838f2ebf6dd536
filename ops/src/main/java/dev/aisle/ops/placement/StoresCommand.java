package dev.aisle.ops.placement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Changes where stores live, while shoppers shop.
@Command(
        name = "stores",
        mixinStandardHelpOptions = true,
        description = "Changes where a store lives, while shoppers shop.",
        subcommands = {StoresCommand.Scale.class, StoresCommand.Move.class})
public final class StoresCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static List<String> told(String store, JsonNode placed) {
        return List.of(
                store
                        + ": "
                        + Placed.policy(placed.path("policy"))
                        + " (revision "
                        + placed.path("revision").asInt()
                        + ")",
                "what is elsewhere moves, a few slots at a time: see 'aisle placement show "
                        + store
                        + "'");
    }

    /// Up or down.
    @Command(
            name = "scale",
            mixinStandardHelpOptions = true,
            description = {
                "Spreads a store's slots over so many groups, each of which is placed by itself.",
                "No address changes, no stream stops, and other stores notice nothing."
            },
            footer = {"", "Example:", "  aisle stores scale acme.north --shards 4"})
    static final class Scale implements Callable<Integer> {
        @Mixin private StoreOption store = new StoreOption();

        @Option(names = "--shards", required = true, paramLabel = "N", description = "1 to 8")
        private int shards;

        @Override
        public Integer call() throws Exception {
            var client = store.client();
            var request = StoreOption.request(client.placement(store.name()));
            ((ObjectNode) request.path("policy")).put("shards", shards);
            var placed = client.place(store.name(), request);
            store.print(placed, told(store.name(), placed));
            return 0;
        }
    }

    /// To other nodes.
    @Command(
            name = "move",
            mixinStandardHelpOptions = true,
            description = {
                "Says on which nodes a store may live, by their labels (aisle.node.labels).",
                "What is not named stays as it is."
            },
            footer = {
                "",
                "Examples:",
                "  aisle stores move acme.north --home location=lille --backup region=fr",
                "  aisle stores move acme.north --home none --forbid region=us"
            })
    static final class Move implements Callable<Integer> {
        @Mixin private StoreOption store = new StoreOption();
        @Mixin private PolicyOptions policy = new PolicyOptions();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            if (policy.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Say where to: --home, --backup, --forbid or --max-nodes.");
            }
            var client = store.client();
            var request = StoreOption.request(client.placement(store.name()));
            policy.change((ObjectNode) request.path("policy"));
            var placed = client.place(store.name(), request);
            store.print(placed, told(store.name(), placed));
            return 0;
        }
    }
}
