package dev.aisle.ops.placement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows where stores live, and where they would.
@Command(
        name = "placement",
        mixinStandardHelpOptions = true,
        description = "Shows where a store's slots are, and where they would be.",
        subcommands = {PlacementCommand.Show.class, PlacementCommand.Plan.class})
public final class PlacementCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// Where it lives.
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows a store's policy, and for each slot the node that it is on.",
            footer = {"", "Example:", "  aisle placement show acme.north"})
    static final class Show implements Callable<Integer> {
        @Mixin private StoreOption store = new StoreOption();

        @Override
        public Integer call() throws Exception {
            var placing = store.client().placement(store.name());
            store.print(placing, Placed.lines(placing));
            return 0;
        }
    }

    /// A dry run.
    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            description = "Shows what would move, and how many shoppers with it. Nothing moves.",
            footer = {
                "",
                "Examples:",
                "  aisle placement plan acme.north --shards 4",
                "  aisle placement plan acme.north --home region=fr --backup region=de"
            })
    static final class Plan implements Callable<Integer> {
        @Mixin private StoreOption store = new StoreOption();
        @Mixin private PolicyOptions policy = new PolicyOptions();

        @Option(
                names = "--shards",
                paramLabel = "N",
                description = "Over how many groups its slots spread, each placed by itself.")
        private Optional<Integer> shards = Optional.empty();

        @Override
        public Integer call() throws Exception {
            var client = store.client();
            var request = StoreOption.request(client.placement(store.name()));
            var wished = (ObjectNode) request.path("policy");
            policy.change(wished);
            shards.ifPresent(number -> wished.put("shards", number));
            var placing = client.planPlacement(store.name(), request);
            store.print(placing, Placed.lines(placing));
            return 0;
        }
    }
}
