package dev.aisle.config.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueprintLoaderTest {

    /// The one in the package's documentation, with a second row.
    private static final String SOUND =
            """
            {
              "format": "aisle-blueprint/1",
              "store": "acme.main-street",
              "currency": "USD",
              "tax": "added",
              "decider": 1,
              "cameras": [
                {"id": "cam-1"}
              ],
              "rows": [
                {"id": "shelf-1-1", "gondola": "1", "level": 1, "plates": [
                  {"number": 1, "low": [0.0, 0.0, 0.85], "high": [0.1, 0.4, 1.05]},
                  {"number": 2, "low": [0.1, 0.0, 0.85], "high": [0.2, 0.4, 1.05]}
                ]},
                {"id": "shelf-1-2", "gondola": "1", "level": 2, "plates": [
                  {"number": 1, "low": [0.0, 0.0, 1.1], "high": [0.1, 0.4, 1.3]},
                  {"number": 2, "low": [0.1, 0.0, 1.1], "high": [0.2, 0.4, 1.3]},
                  {"number": 3, "low": [0.2, 0.0, 1.1], "high": [0.3, 0.4, 1.3]}
                ]}
              ],
              "doors": [
                {"id": "door-1", "at": [3.2, -1.0, 0.0]}
              ],
              "terminals": [],
              "products": [
                {"code": "071142008582", "name": "Spring water", "grams": 621.67, "price": "2.49", "tax": "8.875"}
              ],
              "facings": [
                {"product": "071142008582", "row": "shelf-1-1", "plates": [1, 2]}
              ]
            }
            """;

    @TempDir Path folder;

    private static List<String> faults(String json) {
        return switch (new BlueprintLoader().load(json)) {
            case Loaded.Sound _ -> List.of();
            case Loaded.Faulty(var faults) ->
                    faults.stream().map(fault -> fault.where() + " " + fault.what()).toList();
        };
    }

    @Test
    void readsMoneyAndTaxExactly() {
        assertThat(new BlueprintLoader().load(SOUND))
                .isInstanceOfSatisfying(
                        Loaded.Sound.class,
                        sound -> {
                            var blueprint = sound.blueprint();
                            var product = blueprint.products().getFirst();
                            assertThat(product.price())
                                    .isEqualTo(new Money(Currency.getInstance("USD"), 249));
                            assertThat(product.tax()).isEqualTo(new TaxRate(88_750));
                            assertThat(blueprint.taxMode()).isEqualTo(TaxMode.ADDED);
                        });
    }

    /// Each row: what to replace in a sound file, by what, and the one fault that it makes.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "aisle-blueprint/1"  | "aisle-blueprint/2" | /format 'aisle-blueprint/2' won't do
                    "store": "acme       | "stoer": "acme | /stoer unknown field; /store is missing
                    acme.main-street     | Acme | /store 'Acme' won't do
                    "USD"                | "UDS" | /currency 'UDS' won't do
                    "USD"                | "XXX" | /currency 'XXX' is no money one can pay with
                    "added"              | "none" | /tax 'none' won't do
                    "decider": 1         | "decider": 0 | /decider is 0
                    "decider": 1         | "decider": 1.5 | /decider is the number 1.5
                    {"id": "cam-1"}      | | /cameras no camera
                    {"id": "cam-1"}      | {"id": "Cam 1"} | /cameras/0/id 'Cam 1' won't do
                    {"id": "cam-1"}      | "cam-1" | /cameras/0 is a text
                    {"id": "cam-1"}      | {"id": "cam-1", "fps": 15} | /cameras/0/fps unknown field
                    {"id": "cam-1"}      | {"id": "door-1"} | /doors/0/id device 'door-1' stands at /cameras/0 already
                    "shelf-1-2"          | "shelf-1-1" | /rows/1/id device 'shelf-1-1' stands at /rows/0 already
                    "gondola": "1", "level": 2 | "gondola": " ", "level": 2 | /rows/1/gondola is blank
                    "level": 2           | "level": 0 | /rows/1/level is 0
                    "level": 2           | "level": "2" | /rows/1/level is a text
                    "number": 3          | "number": 4 | /rows/1/plates/2/number plate 4 stands where plate 3 belongs
                    "low": [0.2, 0.0     | "low": [0.19, 0.0 | /rows/1/plates/2 plate 3 of 'shelf-1-2' overlaps plate 2 of 'shelf-1-2'
                    "low": [0.2, 0.0     | "low": [0.2 | /rows/1/plates/2/low is a list of 2
                    "low": [0.2, 0.0     | "low": [0.2, 0.5 | /rows/1/plates/2/high lies below low: the box is turned inside out
                    "high": [0.3         | "high": [1e99 | /rows/1/plates/2/high is not a place: Position[x=Infinity, y=0.4, z=1.3]
                    [3.2, -1.0, 0.0]     | {"x": 3.2} | /doors/0/at is an object
                    "terminals": [],     | | /terminals is missing
                    "grams": 621.67,     | | /products/0/grams is missing
                    "grams": 621.67      | "grams": 0 | /products/0/grams is 0.0
                    "grams": 621.67      | "grams": -4 | /products/0/grams is -4.0
                    "price": "2.49",     | | /products/0/price is missing
                    "2.49"               | 2.49 | /products/0/price is the number 2.49
                    "2.49"               | "2.495" | /products/0/price 2.495 has more digits after the point than USD has (2)
                    "2.49"               | "-2.49" | /products/0/price is below 0: -2.49
                    "2.49"               | "2,49" | /products/0/price '2,49' won't do
                    "8.875"              | "101" | /products/0/tax '101' won't do
                    "8.875"              | "-1" | /products/0/tax '-1' won't do
                    "8.875"              | "8.87501" | /products/0/tax '8.87501' won't do
                    "Spring water"       | "" | /products/0/name is blank
                    "code": "071142008582" | "code": "07 11" | /products/0/code '07 11' won't do; /facings/0/product the catalogue has no product '071142008582'
                    "product": "071142008582" | "product": "4711" | /facings/0/product the catalogue has no product '4711'
                    "row": "shelf-1-1"   | "row": "shelf-9-9" | /facings/0/row no row 'shelf-9-9'
                    "plates": [1, 2]     | "plates": [2, 3] | /facings/0/plates/1 row 'shelf-1-1' has no plate 3
                    "plates": [1, 2]     | "plates": [] | /facings/0/plates no plate
                    "plates": [1, 2]     | "plates": [1, 1] | /facings/0/plates plates [1, 1] are not neighbours
                    "plates": [1, 2]     | "plates": [1, "2"] | /facings/0/plates/1 is a text
                    "row": "shelf-1-1", "plates": [1, 2] | "row": "shelf-1-2", "plates": [1, 3] | /facings/0/plates plates [1, 3] are not neighbours
                    """)
    void oneFaultIsNamedOnce(String found, String replacement, String fault) {
        assertThat(SOUND).contains(found);
        var changed = SOUND.replace(found, replacement == null ? "" : replacement);
        assertThat(String.join("; ", faults(changed))).isEqualTo(fault);
    }

    @Test
    void aListWithoutRowsIsRefused() {
        var json =
                SOUND.replaceAll("(?s)\"rows\": \\[.*?\"doors\"", "\"rows\": [], \"doors\"")
                        .replaceAll("(?s)\"facings\": \\[.*\\]", "\"facings\": []");
        assertThat(faults(json)).containsExactly("/rows no row");
    }

    @Test
    void allFaultsAreListedTogether() {
        var json =
                SOUND.replace("\"USD\"", "\"UDS\"")
                        .replace("cam-1", "CAM")
                        .replace("\"number\": 3", "\"number\": 7")
                        .replace("\"low\": [0.1, 0.0, 1.1]", "\"low\": [0.0, 0.0, 1.1]")
                        .replace("\"8.875\"", "8.875")
                        .replace("\"row\": \"shelf-1-1\"", "\"row\": \"shelf-3-1\"");
        assertThat(faults(json))
                .containsExactly(
                        "/currency 'UDS' won't do",
                        "/cameras/0/id 'CAM' won't do",
                        "/products/0/tax is the number 8.875",
                        "/rows/1/plates/2/number plate 7 stands where plate 3 belongs",
                        "/rows/1/plates/1 plate 2 of 'shelf-1-2' overlaps plate 1 of 'shelf-1-2'",
                        "/facings/0/row no row 'shelf-3-1'");
    }

    @Test
    void aProductListedTwiceIsNamed() {
        var product =
                "{\"code\": \"071142008582\", \"name\": \"Water\", \"grams\": 1, \"price\": \"1.00\","
                        + " \"tax\": \"0\"}";
        assertThat(faults(SOUND.replace("\"products\": [", "\"products\": [" + product + ",")))
                .containsExactly(
                        "/products/1/code product '071142008582' stands at /products/0 already");
    }

    @Test
    void yenHaveNoDigitsAfterThePoint() {
        assertThat(faults(SOUND.replace("USD", "JPY")))
                .containsExactly(
                        "/products/0/price 2.49 has more digits after the point than JPY has (0)");
    }

    @Test
    void whatIsNotJsonIsSaidWithItsPlace() {
        assertThat(faults("{\n  \"store\": }"))
                .singleElement()
                .asString()
                .startsWith(" not JSON: ")
                .endsWith("at line 2, column 12");
    }

    @Test
    void aFieldTwiceIsNotJson() {
        assertThat(faults(SOUND.replace("\"decider\": 1", "\"decider\": 1, \"decider\": 2")))
                .singleElement()
                .asString()
                .contains("Duplicate field 'decider'");
    }

    @Test
    void anEmptyTextIsNoBlueprint() {
        assertThat(faults("")).hasSize(1);
        assertThat(faults("[]")).containsExactly(" is a list of 0");
    }

    @Test
    void aFileThatCannotBeReadIsAFault() throws IOException {
        var loader = new BlueprintLoader();
        assertThat(loader.load(folder.resolve("none.json"))).isInstanceOf(Loaded.Faulty.class);
        Files.write(folder.resolve("latin.json"), "ü".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(loader.load(folder.resolve("latin.json"))).isInstanceOf(Loaded.Faulty.class);
    }

    @Test
    void everyFaultSaysWhatToDo() {
        assertThat(new Fault("/rows", "no row", "name at least one"))
                .hasToString("/rows: no row; name at least one");
    }
}
