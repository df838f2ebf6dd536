package dev.aisle.ops.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.protocols.kernel.EventTime;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Looks at visits.
@Command(
        name = "visits",
        mixinStandardHelpOptions = true,
        description = "Looks at visits.",
        subcommands = VisitsCommand.Show.class)
public final class VisitsCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to look at: aisle visits show STORE/VISIT");
    }

    /// One visit and what was decided of it.
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows a visit: its receipt, and each decision with its evidence.",
            footer = {
                "",
                "Examples:",
                "  aisle visits show acme.lille/2m3k9x",
                "  aisle visits show acme.lille/2m3k9x --json"
            })
    static final class Show implements Callable<Integer> {

        private static final ObjectMapper JSON = new ObjectMapper();
        private static final int SHOWN = 5;

        @Parameters(paramLabel = "STORE/VISIT", description = "As a table of receipts names it.")
        private String name = "";

        @Option(names = "--json", description = "Print all of it as one JSON object.")
        private boolean json;

        @Mixin private ClusterOptions cluster = new ClusterOptions();

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            int slash = name.indexOf('/');
            if (slash < 1 || slash == name.length() - 1) {
                throw new ParameterException(
                        spec.commandLine(), "'" + name + "' is no visit: spell STORE/VISIT");
            }
            var err = spec.commandLine().getErr();
            var found =
                    cluster.look(
                            line -> err.println("aisle: " + line),
                            access ->
                                    access.client()
                                            .visit(
                                                    name.substring(0, slash),
                                                    name.substring(slash + 1)));
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(JSON.writeValueAsString(found));
            } else {
                print(found, out);
            }
            out.flush();
            return 0;
        }

        private static void print(JsonNode found, PrintWriter out) {
            var visit = found.path("visit");
            out.println(
                    "visit "
                            + visit.path("visit").asText()
                            + ", track "
                            + visit.path("track").asText()
                            + ", "
                            + visit.path("stage").asText().toLowerCase(Locale.ROOT));
            var receipt = visit.path("receipt");
            if (receipt.isObject()) {
                out.println(
                        "  in  "
                                + time(receipt.path("entered"))
                                + "\n  out "
                                + time(receipt.path("left")));
                for (var line : receipt.path("lines")) {
                    out.println(
                            "  "
                                    + line.path("quantity").asInt()
                                    + " × "
                                    + line.path("product").asText()
                                    + "  "
                                    + line.path("name").asText());
                }
                for (var missing : receipt.path("missing")) {
                    out.println("  missing: " + missing(missing));
                }
            }
            int number = 0;
            for (var decision : found.path("decisions")) {
                print(++number, decision, out);
            }
        }

        private static void print(int number, JsonNode decision, PrintWriter out) {
            var evidence = decision.path("evidence");
            var interaction = evidence.path("interaction");
            out.println();
            out.println(
                    "decision "
                            + number
                            + ": "
                            + decision.path("outcome").asText().toLowerCase(Locale.ROOT)
                            + ", interaction "
                            + interaction.path("id").asText());
            out.println(
                    "  onset "
                            + time(interaction.path("onset"))
                            + ", settled "
                            + time(interaction.path("settled"))
                            + (interaction.path("forced").asBoolean() ? ", closed by force" : ""));
            for (var plate : interaction.path("plates")) {
                double change = plate.path("after").asDouble() - plate.path("before").asDouble();
                if (Math.abs(change) > 5 * plate.path("noise").asDouble() && Math.abs(change) > 2) {
                    out.println(
                            String.format(
                                    Locale.ROOT,
                                    "  plate %d: %+.1f g (noise %.1f g)",
                                    plate.path("plate").asInt(),
                                    change,
                                    plate.path("noise").asDouble()));
                }
            }
            for (var finding : decision.path("findings")) {
                finding(finding, out);
            }
            for (var candidate : evidence.path("candidates")) {
                out.println(
                        "  candidate "
                                + candidate.path("track").asText()
                                + ": seen at "
                                + candidate.path("poses").size()
                                + " instants, held "
                                + candidate.path("holds"));
            }
            for (var missing : evidence.path("missing")) {
                out.println("  missing: " + missing(missing));
            }
            var versions = decision.path("versions");
            out.println(
                    "  by blueprint "
                            + versions.path("blueprint")
                            + ", detector "
                            + versions.path("detector")
                            + ", decider "
                            + versions.path("decider"));
        }

        private static void finding(JsonNode finding, PrintWriter out) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "  plates %s, %+.1f g:",
                            finding.path("plates"),
                            finding.path("grams").asDouble()));
            int shown = 0;
            for (var hypothesis : finding.path("hypotheses")) {
                if (shown++ == SHOWN) {
                    out.println("    …");
                    return;
                }
                boolean chosen = hypothesis.equals(finding.path("chosen"));
                int quantity = hypothesis.path("quantity").asInt();
                out.println(
                        String.format(
                                Locale.ROOT,
                                "    %s %5.1f %%  %s %s %d × %s",
                                chosen ? "→" : " ",
                                100 * hypothesis.path("probability").asDouble(),
                                hypothesis.path("track").isNull()
                                        ? "somebody unseen"
                                        : hypothesis.path("track").asText(),
                                quantity > 0 ? "took" : "put back",
                                Math.abs(quantity),
                                hypothesis.path("product").asText()));
            }
        }

        private static String missing(JsonNode missing) {
            return missing.path("device").asText()
                    + " from "
                    + time(missing.at("/gap/from"))
                    + " to "
                    + time(missing.at("/gap/to"))
                    + ", "
                    + missing.at("/gap/reason").asText();
        }

        private static String time(JsonNode micros) {
            return new EventTime(micros.asLong()).toString();
        }
    }
}
