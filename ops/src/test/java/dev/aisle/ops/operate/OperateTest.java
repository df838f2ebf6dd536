package dev.aisle.ops.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.ops.Aisle;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.SessionPlan;
import dev.aisle.ops.autocheckout.SessionWriter;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.kernel.Tokens;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperateTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final Path folder;

    OperateTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private record Ran(int code, String out, String err) {

        static Ran aisle(String... arguments) {
            var out = new StringWriter();
            var err = new StringWriter();
            int code = Aisle.run(new PrintWriter(out), new PrintWriter(err), arguments);
            return new Ran(code, out.toString(), err.toString());
        }
    }

    @Test
    void aTokenGrantsTheRoleAndTheStoresThatWereAskedFor() throws Exception {
        Files.writeString(
                folder.resolve("secrets.json"),
                "{\"tokens\": \"" + SECRET + "\", \"payers\": \"" + SECRET + "\"}");
        var ran =
                Ran.aisle(
                        "token",
                        "--store",
                        "acme.north,acme.*",
                        "--role",
                        "operator",
                        "--data",
                        folder.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(new Tokens(SECRET, InstantSource.system()).read(ran.out().strip()))
                .isEqualTo(
                        new Tokens.Outcome.Valid(
                                new Tokens.Grant(
                                        Tokens.Role.OPERATOR, List.of("acme.north", "acme.*"))));
    }

    @Test
    void aFolderWithoutSecretsGetsNoneForAToken() throws Exception {
        var none = folder.resolve("mistyped");
        assertThat(Ran.aisle("token", "--store", "acme.north", "--data", none.toString()))
                .isEqualTo(
                        new Ran(
                                1,
                                "",
                                "aisle: the data folder "
                                        + none
                                        + " has no secrets, so that no node would take a token of"
                                        + " it: name the folder of a cluster with --data, or start"
                                        + " one there first\n"));
        assertThat(none).doesNotExist();
    }

    @Test
    void aStoreThatIsSpelledWronglyIsNamed() {
        var ran = Ran.aisle("token", "--store", "North", "--data", folder.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("'North' names no store: spell RETAILER.STORE");
    }

    @Test
    void anEntryCodeIsForAPayerOrForTheStaff() {
        for (var bearer :
                List.of(List.<String>of(), List.of("--staff", "--payment-token", "tok-1"))) {
            var asked = new ArrayList<>(List.of("entry-code", "--store", "acme.north"));
            asked.addAll(bearer);
            assertThat(Ran.aisle(asked.toArray(String[]::new)).code()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "North, 5m, ~North~ names no store: spell RETAILER.STORE",
        "acme.north, soon, ~soon~ is no length of time: spell 30s",
        "acme.north, 300, ~300~ is no length of time: spell 30s"
    })
    void anEntryCodeThatIsAskedForWronglyIsRefusedInWords(
            String store, String valid, String refusal) {
        var ran =
                Ran.aisle(
                        "entry-code",
                        "--staff",
                        "--store",
                        store,
                        "--valid",
                        valid,
                        "--data",
                        folder.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith(refusal.replace("~", "'"));
    }

    @Test
    void withoutAClusterThereIsNoEntryCode() {
        assertThat(
                        Ran.aisle(
                                "entry-code",
                                "--staff",
                                "--store",
                                "acme.north",
                                "--data",
                                folder.toString()))
                .isEqualTo(
                        new Ran(
                                1,
                                "",
                                "aisle: nothing runs on "
                                        + folder
                                        + ": start it with 'aisle up --data "
                                        + folder
                                        + "', or name the folder of a cluster with --data\n"));
    }

    @Test
    void aSoundBlueprintIsSaidToBeSound() throws Exception {
        var file = Files.writeString(folder.resolve("b.json"), blueprint());
        assertThat(Ran.aisle("blueprint", "check", file.toString()))
                .isEqualTo(new Ran(0, "the blueprint of acme.north is sound\n", ""));
    }

    @Test
    void allFaultsOfABlueprintAreListed() throws Exception {
        var json = (ObjectNode) new ObjectMapper().readTree(blueprint());
        json.remove("products");
        json.put("store", "North");
        var file = Files.writeString(folder.resolve("b.json"), json.toString());
        var checked = Ran.aisle("blueprint", "check", file.toString());
        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.err())
                .contains("  /products: ", "  /store: ")
                .containsPattern("aisle: .* has [0-9]+ faults, see above: mend all of them\n$");
        assertThat(
                        Ran.aisle(
                                "blueprint",
                                "publish",
                                file.toString(),
                                "--data",
                                folder.resolve("none").toString()))
                .isEqualTo(checked);
    }

    @Test
    void aTimeThatIsNoneIsNamedBeforeAnythingStarts() throws Exception {
        var file = Files.writeString(folder.resolve("b.json"), blueprint());
        var ran = Ran.aisle("blueprint", "publish", file.toString(), "--from", "tomorrow");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("'tomorrow' is no time: spell 2026-12-01T05:00:00Z");
    }

    private String blueprint() throws Exception {
        var recording = folder.resolve("recording");
        SessionWriter.write(SessionPlan.nobody(4), recording);
        return new BlueprintWriter()
                .toJson(AutoCheckoutRecording.open(recording).blueprint(new StoreId("acme.north")));
    }
}
