package dev.aisle.ops.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.aisle.ops.cluster.ClusterException;
import dev.aisle.ops.play.DataFolder;
import dev.aisle.protocols.kernel.StoreId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Issues codes that open a store's door.
@Command(
        name = "entry-code",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a code that opens a store's door, for an app or a badge to show: a payer's, who",
            "is charged for the visit, or the staff's, who is not. It can't be called back."
        },
        footer = {
            "",
            "Examples:",
            "  aisle entry-code --store acme.north --payment-token - < token",
            "  aisle entry-code --store acme.north --staff --valid 12h --json"
        })
public final class EntryCodeCommand implements Callable<Integer> {

    @Option(
            names = "--store",
            required = true,
            paramLabel = "ID",
            description = "Whose door it opens: RETAILER.STORE")
    private String store = "";

    @ArgGroup(multiplicity = "1")
    private Bearer bearer = new Bearer();

    @Option(
            names = "--valid",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "For how long: 30s, 5m, 12h, 90d. Default: ${DEFAULT-VALUE}")
    private String valid = "5m";

    @Option(names = "--json", description = "Print code and expiry as one JSON object.")
    private boolean json;

    @Mixin private DataFolder data = new DataFolder();

    @Spec private CommandSpec spec = CommandSpec.create();

    static final class Bearer {
        @Option(
                names = "--payment-token",
                paramLabel = "TOKEN|-",
                description =
                        "Of the payment provider, which is charged. -: read it from standard input.")
        private Optional<String> paymentToken = Optional.empty();

        @Option(names = "--staff", description = "A badge: what is taken is written off.")
        private boolean staff;
    }

    @Override
    public Integer call() throws IOException, ClusterException {
        check();
        var asked = JsonNodeFactory.instance.objectNode();
        asked.put("seconds", seconds());
        if (bearer.staff) {
            asked.put("staff", true);
        } else {
            asked.put("paymentToken", paymentToken());
        }
        var issued = data.running().client().entryCode(store, asked);
        var out = spec.commandLine().getOut();
        out.println(json ? issued.toString() : issued.path("code").asText());
        out.flush();
        return 0;
    }

    private void check() {
        try {
            var _ = new StoreId(store);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + store + "' names no store: spell RETAILER.STORE",
                    wrong);
        }
    }

    private long seconds() {
        if (!valid.matches("[0-9]+ *[a-z]+")) {
            throw noTime(null);
        }
        try {
            Duration time =
                    ConfigFactory.empty()
                            .withValue("valid", ConfigValueFactory.fromAnyRef(valid))
                            .getDuration("valid");
            return Math.max(1, time.toSeconds());
        } catch (ConfigException wrong) {
            throw noTime(wrong);
        }
    }

    private ParameterException noTime(@Nullable Exception cause) {
        return new ParameterException(
                spec.commandLine(),
                "'" + valid + "' is no length of time: spell 30s, 5m, 12h or 90d",
                cause);
    }

    private String paymentToken() throws IOException {
        var token = bearer.paymentToken.orElse("");
        if (!token.equals("-")) {
            return token;
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return Optional.ofNullable(in.readLine()).orElse("").strip();
    }
}
