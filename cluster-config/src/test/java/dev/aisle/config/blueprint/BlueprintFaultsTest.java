package dev.aisle.config.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlueprintFaultsTest {

    private static final Currency USD = Currency.getInstance("USD");

    private static Blueprint store(
            Currency currency, List<Blueprint.Row> rows, List<Product> products, int decider) {
        return new Blueprint(
                new StoreId("acme.shop"),
                currency,
                TaxMode.ADDED,
                List.of(new Blueprint.Camera(new DeviceId("cam-1"))),
                rows,
                List.of(),
                List.of(),
                List.of(),
                products,
                decider);
    }

    private static Blueprint.Row row(List<Box> boxes) {
        return new Blueprint.Row(
                new DeviceId("row"),
                "1",
                1,
                IntStream.range(0, boxes.size())
                        .mapToObj(i -> new Blueprint.Plate(i + 1, boxes.get(i)))
                        .toList());
    }

    private static Box box(float x, float y, float z, float side) {
        return new Box(new Position(x, y, z), new Position(x + side, y + side, z + side));
    }

    @ParameterizedTest
    @MethodSource("dev.aisle.config.blueprint.BlueprintWriterTest#seeds")
    void aSoundBlueprintHasNone(long seed) {
        assertThat(BlueprintFaults.of(Blueprints.random(seed))).isEmpty();
    }

    @Test
    void aValueIsCheckedForWhatAFileCannotSay() {
        var product =
                new Product(
                        new ProductCode("A"),
                        "A",
                        Double.NaN,
                        new Money(Currency.getInstance("EUR"), -1),
                        TaxRate.NONE);
        assertThat(BlueprintFaults.of(store(USD, List.of(row(List.of())), List.of(product), 0)))
                .extracting(fault -> fault.where() + " " + fault.what())
                .containsExactly(
                        "/decider is 0",
                        "/products/0/price is in EUR",
                        "/rows/0/plates no plate",
                        "/products/0/grams is NaN",
                        "/products/0/price is below 0: -0.01");
    }

    @Test
    void goldIsNoMoney() {
        var gold = Currency.getInstance("XAU");
        assertThat(
                        BlueprintFaults.of(
                                store(gold, List.of(row(List.of(box(0, 0, 0, 1)))), List.of(), 1)))
                .extracting(Fault::where)
                .containsExactly("/currency");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOverlapIsFoundAndNoOther(long seed) {
        var random = new Random(seed);
        var boxes =
                IntStream.range(0, 60)
                        .mapToObj(_ ->
                                box(
                                        random.nextFloat(),
                                        random.nextFloat(),
                                        random.nextFloat(),
                                        0.1f + random.nextFloat() / 8))
                        .toList();
        var expected = new TreeSet<String>();
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (boxes.get(i).overlaps(boxes.get(j), BlueprintFaults.TOLERANCE)) {
                    expected.add("/rows/0/plates/" + i + " plate " + (j + 1));
                }
            }
        }
        assertThat(
                        BlueprintFaults.of(store(USD, List.of(row(boxes)), List.of(), 1)).stream()
                                .map(fault ->
                                        fault.where()
                                                + fault.what()
                                                        .replaceAll(
                                                                ".* overlaps (plate \\d+)" + " .*",
                                                                " $1")))
                .as("seed " + seed)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void aLargeStoreIsCheckedInNoTime() {
        var boxes =
                IntStream.range(0, 20_000)
                        .mapToObj(i ->
                                box(
                                        i % 500 * 0.1f,
                                        Math.floorMod(Math.floorDiv(i, 500), 8),
                                        Math.floorDiv(i, 4000) * 0.3f,
                                        0.1f))
                        .toList();
        var store = store(USD, List.of(row(boxes)), List.of(), 1);
        assertTimeout(
                Duration.ofSeconds(10), () -> assertThat(BlueprintFaults.of(store)).isEmpty());
    }
}
