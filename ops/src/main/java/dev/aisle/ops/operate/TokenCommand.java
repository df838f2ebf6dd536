package dev.aisle.ops.operate;

import dev.aisle.ops.cluster.ClusterAccess;
import dev.aisle.ops.play.DataFolder;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.kernel.Tokens;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Issues tokens for the nodes of a data folder.
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a token for a gateway or an operator, signed with the secret of a data folder.",
            "It is valid for a day."
        },
        footer = {
            "",
            "Examples:",
            "  aisle token --store acme.north",
            "  aisle token --store acme.north,acme.south --role operator",
            "  TOKEN=$(aisle token --store 'acme.*' --role operator)",
            "  curl -H \"Authorization: Bearer $TOKEN\" 127.0.0.1:9600/v1/stores/acme.north"
        })
public final class TokenCommand implements Callable<Integer> {

    private static final String ALL = "*";

    @Option(
            names = "--store",
            required = true,
            split = ",",
            paramLabel = "ID",
            description = "Its stores: RETAILER.STORE, 'RETAILER.*' or '*', separated by commas.")
    private List<String> stores = List.of();

    @Option(
            names = "--role",
            paramLabel = "gateway|operator",
            defaultValue = "gateway",
            description = "What its bearer may be. Default: gateway")
    private Tokens.Role role = Tokens.Role.GATEWAY;

    @Mixin private DataFolder data = new DataFolder();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        stores.forEach(this::check);
        var token = ClusterAccess.token(data.path(), new Tokens.Grant(role, stores));
        var out = spec.commandLine().getOut();
        out.println(token);
        out.flush();
        return 0;
    }

    private void check(String store) {
        if (store.equals(ALL)) {
            return;
        }
        try {
            var _ = new StoreId(store.endsWith(".*") ? store.replace(ALL, "any") : store);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + store + "' names no store: spell RETAILER.STORE, 'RETAILER.*' or '*'",
                    wrong);
        }
    }
}
