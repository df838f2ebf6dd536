package dev.aisle.ops.autocheckout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.config.blueprint.BlueprintFaults;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is foreign but can be worked around is worked around, and said.
class OddityTest {

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        SessionWriter.write(SessionPlan.emptyHanded(1), folder);
    }

    private List<String> lines(String file) throws IOException {
        return new ArrayList<>(Files.readAllLines(folder.resolve(file)));
    }

    private void change(String file, int line, UnaryOperator<String> change) throws IOException {
        var lines = lines(file);
        lines.set(line - 1, change.apply(lines.get(line - 1)));
        Files.write(folder.resolve(file), lines);
    }

    private AutoCheckoutRecording warned(String file, String what, int count) {
        var recording = AutoCheckoutRecording.open(folder);
        assertThat(recording.warnings()).contains(new ImportWarning(file, what, count));
        return recording;
    }

    private static List<Feed> said(AutoCheckoutRecording recording, String device) {
        return Feeds.byDevice(Feeds.all(recording, FeedOrder.EVENT_TIME))
                .getOrDefault(new DeviceId(device), List.of());
    }

    @Test
    void aWrittenSessionHasTheOdditiesItIsMeantToHave() {
        assertThat(AutoCheckoutRecording.open(folder).warnings())
                .extracting(ImportWarning::what)
                .contains(
                        "another row of a product: the first complete one holds",
                        "barcode that is no GTIN: kept as it is spelled",
                        "product without weight or price: left out, with its facings",
                        "facing of a product without weight or price: left out",
                        "target that lists a camera twice: counted once",
                        "target that lacks a wrist: sent without",
                        "frame of nobody: kept, empty",
                        "gondola 2 sends nothing: its rows begin and end alone");
    }

    @Test
    void framesThatGoBackAreDropped() throws IOException {
        var lines = lines("full_targets.json");
        Collections.swap(lines, 10, 11);
        Files.write(folder.resolve("full_targets.json"), lines);
        var recording = warned(Targets.FILE, "timestamp that does not rise: dropped", 1);
        assertThat(recording.moments()).isEqualTo(lines.size() - 1);
        assertThat(Feeds.of(said(recording, "cam-100"), Feed.Pose.class))
                .hasSize(recording.moments());
    }

    @Test
    void aBatchThatComesTwiceIsDropped() throws IOException {
        var lines = lines("plate_data.json");
        lines.add(8, lines.get(7));
        Files.write(folder.resolve("plate_data.json"), lines);
        warned(Weights.FILE, "timestamp that does not rise: dropped", 1);
    }

    @Test
    void aBatchThatBeginsBeforeTheLastOneEndsMovesBehindIt() throws IOException {
        change(
                "plate_data.json",
                6,
                line ->
                        line.replace(
                                "t_origin\":\"2020-04-22T05:06:36",
                                "t_origin\":\"2020-04-22T05:06:35.95"));
        var recording =
                warned(
                        Weights.FILE,
                        "batch that begins before the last one ends: moved behind it",
                        1);
        var weights = Feeds.of(said(recording, "shelf-1-1"), Feed.Weights.class);
        assertThat(weights.get(5).at().micros() - weights.get(4).at().micros())
                .isEqualTo(183_332 + 16_666);
    }

    @Test
    void aGondolaThatStandsNowhereIsDropped() throws IOException {
        change(
                "plate_data.json",
                4,
                line -> line.replace("gondola_id\":{\"id\":1", "gondola_id\":{\"id\":7"));
        warned(Weights.FILE, "gondola 7 does not stand in the planogram: dropped", 1);
    }

    @Test
    void whatArrivesBeforeItHappensArrivesAtOnce() throws IOException {
        change(
                "plate_data.json",
                4,
                line ->
                        line.replaceFirst(
                                "\\$date\":\"2020-04-22T05", "\\$date\":\"2020-04-22T04"));
        warned(Weights.FILE, "arrived before it happened: taken as arriving at once", 1);
    }

    @Test
    void theFirstCompleteRowOfAProductHolds() throws IOException {
        var lines = lines("products.json");
        lines.add(lines.get(1).replace("3.49", "9.99"));
        Files.write(folder.resolve("products.json"), lines);
        var products = AutoCheckoutRecording.open(folder).blueprint(new StoreId("a.b")).products();
        assertThat(products.getFirst().price()).hasToString("3.49 USD");
    }

    @Test
    void aFacingThatTheCatalogueLacksIsLeftOutAndItsPlatesStay() throws IOException {
        change(
                "planogram.json",
                3,
                line -> line.replaceFirst("\"id\":\"[0-9]+\"", "\"id\":\"4711\""));
        var blueprint =
                warned(Planogram.FILE, "facing of a product that the catalogue lacks: left out", 1)
                        .blueprint(new StoreId("a.b"));
        assertThat(blueprint.facings()).hasSize(10);
        assertThat(blueprint.rows().getFirst().plates()).hasSize(6);
    }

    private static String facing(int shelf, String plates, double[] at, double yaw, double[] size) {
        var ids = new StringBuilder();
        for (var plate : plates.split(",", -1)) {
            ids.append(ids.isEmpty() ? "" : ",")
                    .append("{\"shelf_id\":{\"gondola_id\":{\"id\":1},\"shelf_index\":")
                    .append(shelf)
                    .append("},\"plate_index\":")
                    .append(plate)
                    .append("}");
        }
        return String.format(
                Locale.ROOT,
                "{\"plate_ids\":[%s],\"planogram_product_id\":{\"id\":\"496340\"},"
                        + "\"global_coordinates\":{\"transform\":{\"translation\":"
                        + "{\"x\":%f,\"y\":%f,\"z\":%f},\"rotation\":{\"z\":%f}},"
                        + "\"dim_x\":%f,\"dim_y\":%f,\"dim_z\":%f}}",
                ids,
                at[0],
                at[1],
                at[2],
                yaw,
                size[0],
                size[1],
                size[2]);
    }

    private Blueprint planogram(String... facings) throws IOException {
        Files.write(folder.resolve("planogram.json"), List.of(facings));
        var blueprint = AutoCheckoutRecording.open(folder).blueprint(new StoreId("a.b"));
        assertThat(BlueprintFaults.of(blueprint)).isEmpty();
        return blueprint;
    }

    private static List<Box> boxes(Blueprint blueprint, int row) {
        return blueprint.rows().get(row).plates().stream().map(Blueprint.Plate::box).toList();
    }

    private static Box box(double x, double y, double z, double xx, double yy, double zz) {
        return new Box(
                new Position((float) x, (float) y, (float) z),
                new Position((float) xx, (float) yy, (float) zz));
    }

    private static void assertBoxes(List<Box> boxes, Box... expected) {
        assertThat(boxes)
                .usingRecursiveComparison()
                .withComparatorForType(
                        (one, other) ->
                                Math.abs(one - other) < 1e-5f ? 0 : Float.compare(one, other),
                        Float.class)
                .isEqualTo(List.of(expected));
    }

    @Test
    void platesShareAFacingEvenlyAndAGapGoesToThoseWithout() throws IOException {
        var blueprint =
                planogram(
                        facing(1, "2,3", new double[] {1, 0, 1}, 0, new double[] {0.2, 0.4, 0.3}),
                        facing(1, "6", new double[] {1.6, 0, 1}, 0, new double[] {0.1, 0.4, 0.3}));
        assertBoxes(
                boxes(blueprint, 0),
                box(0.9, 0, 1, 1.0, 0.4, 1.3),
                box(1.0, 0, 1, 1.1, 0.4, 1.3),
                box(1.1, 0, 1, 1.2, 0.4, 1.3),
                box(1.2, 0, 1, 1.4, 0.4, 1.3),
                box(1.4, 0, 1, 1.6, 0.4, 1.3),
                box(1.6, 0, 1, 1.7, 0.4, 1.3));
    }

    @Test
    void aTurnedGondolaRunsAlongTheOtherAxis() throws IOException {
        var blueprint =
                planogram(
                        facing(
                                1,
                                "1,2",
                                new double[] {4, -0.3, 1},
                                -1.5708,
                                new double[] {0.2, 0.8, 0.3}));
        assertBoxes(
                boxes(blueprint, 0),
                box(4, -0.4, 1, 4.8, -0.3, 1.3),
                box(4, -0.5, 1, 4.8, -0.4, 1.3));
    }

    @Test
    void aGondolaWhosePlatesRunBackwardsAlongItsDepthIsSeenByItsFacings() throws IOException {
        var blueprint =
                planogram(
                        facing(1, "1,2", new double[] {4, 0.4, 1}, 0, new double[] {0.8, 0.2, 0.3}),
                        facing(1, "3", new double[] {4, 0.3, 1}, 0, new double[] {0.8, 0.1, 0.3}));
        assertBoxes(
                boxes(blueprint, 0),
                box(4, 0.5, 1, 4.8, 0.6, 1.3),
                box(4, 0.4, 1, 4.8, 0.5, 1.3),
                box(4, 0.3, 1, 4.8, 0.4, 1.3));
    }

    @Test
    void aFacingThatReachesIntoTheShelfAboveIsCutThere() throws IOException {
        var blueprint =
                planogram(
                        facing(1, "1", new double[] {1, 0, 1}, 0, new double[] {0.1, 0.4, 0.9}),
                        facing(2, "1", new double[] {1, 0, 1.3}, 0, new double[] {0.1, 0.4, 0.3}));
        assertBoxes(boxes(blueprint, 0), box(1, 0, 1, 1.1, 0.4, 1.3));
        assertBoxes(boxes(blueprint, 1), box(1, 0, 1.3, 1.1, 0.4, 1.6));
    }

    @Test
    void platesThatOverlapAreMadeSmallerAndAFacingWithAHoleBecomesTwo() throws IOException {
        var blueprint =
                planogram(
                        facing(1, "1,3", new double[] {1, 0, 1}, 0, new double[] {0.2, 0.4, 0.3}),
                        facing(1, "2", new double[] {1.05, 0, 1}, 0, new double[] {0.1, 0.4, 0.3}));
        assertThat(blueprint.facings())
                .extracting(Blueprint.Facing::plates)
                .containsExactly(List.of(1), List.of(3), List.of(2));
    }
}
