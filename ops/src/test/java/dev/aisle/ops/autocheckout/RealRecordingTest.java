package dev.aisle.ops.autocheckout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.config.blueprint.BlueprintFaults;
import dev.aisle.config.blueprint.BlueprintLoader;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.config.blueprint.Loaded;
import dev.aisle.protocols.device.v1.Joint;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// On the competition's first benchmark, where `-Daisle.recording=FOLDER` names it.
@EnabledIfSystemProperty(named = "aisle.recording", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealRecordingTest {

    private static final StoreId STORE = new StoreId("aifi.benchmark-1");
    private static final ProductCode PICKED = new ProductCode("071142008582");

    private AutoCheckoutRecording recording;
    private Blueprint blueprint;
    private List<Feed> feed;

    @BeforeAll
    void open() {
        recording = AutoCheckoutRecording.open(Path.of(System.getProperty("aisle.recording")));
        blueprint = recording.blueprint(STORE);
        feed = Feeds.all(recording, FeedOrder.EVENT_TIME);
    }

    @Test
    void holdsAsManyDocumentsAsItsDescriptionSays() {
        assertThat(List.of(recording.moments(), recording.batches())).isEqualTo(List.of(291, 344));
    }

    @Test
    void hasSevenCamerasThatEachSendAFramePerDocument() {
        assertThat(blueprint.cameras())
                .extracting(camera -> camera.device().value())
                .containsExactly(
                        "cam-100", "cam-101", "cam-102", "cam-103", "cam-104", "cam-105",
                        "cam-107");
        assertThat(Feeds.of(feed, Feed.Pose.class)).hasSize(7 * 291);
    }

    @Test
    void showsNobodyInFifteenFramesOfEveryCamera() {
        var frames = Feeds.of(feed, Feed.Pose.class);
        var times =
                frames.stream()
                        .filter(pose -> pose.frame().getPeopleCount() > 0)
                        .map(Feed::at)
                        .distinct()
                        .count();
        assertThat(291 - times).isEqualTo(15);
    }

    @Test
    void makesASoundBlueprintThatReadsBackAsItWasWritten() {
        assertThat(BlueprintFaults.of(blueprint)).isEmpty();
        assertThat(new BlueprintLoader().load(new BlueprintWriter().toJson(blueprint)))
                .isEqualTo(new Loaded.Sound(blueprint));
    }

    @Test
    void rowsHaveAsManyPlatesAsThePlanogramNames() {
        assertThat(blueprint.rows())
                .filteredOn(row -> !row.gondola().equals("5"))
                .extracting(row -> row.device() + " " + row.plates().size())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 4)
                                .boxed()
                                .flatMap(gondola ->
                                        IntStream.rangeClosed(1, 6)
                                                .mapToObj(level ->
                                                        "shelf-%d-%d %d"
                                                                .formatted(
                                                                        gondola,
                                                                        level,
                                                                        gondola % 2 == 1 ? 12 : 9)))
                                .toList());
        assertThat(blueprint.rows())
                .filteredOn(row -> row.gondola().equals("5"))
                .extracting(row -> row.plates().size())
                .containsExactly(7, 7, 7, 7, 7);
    }

    @Test
    void gondolasStandSideBySideAlongTheWallAndTheFifthAtRightAnglesBesideThem() {
        assertThat(around("1")).isEqualTo("0.025..1.244 0.000..0.406 0.270..2.010");
        assertThat(around("2")).isEqualTo("1.244..2.159 0.000..0.406 0.270..2.010");
        assertThat(around("3")).isEqualTo("2.159..3.378 0.000..0.406 0.270..2.010");
        assertThat(around("4")).isEqualTo("3.378..4.292 0.000..0.406 0.270..2.010");
        assertThat(around("5")).isEqualTo("4.318..5.105 -1.054..-0.343 0.406..1.702");
    }

    private String around(String gondola) {
        var boxes =
                blueprint.rows().stream()
                        .filter(row -> row.gondola().equals(gondola))
                        .flatMap(row -> row.plates().stream())
                        .map(Blueprint.Plate::box)
                        .toList();
        return "%.3f..%.3f %.3f..%.3f %.3f..%.3f"
                .formatted(
                        boxes.stream().mapToDouble(box -> box.low().x()).min().orElseThrow(),
                        boxes.stream().mapToDouble(box -> box.high().x()).max().orElseThrow(),
                        boxes.stream().mapToDouble(box -> box.low().y()).min().orElseThrow(),
                        boxes.stream().mapToDouble(box -> box.high().y()).max().orElseThrow(),
                        boxes.stream().mapToDouble(box -> box.low().z()).min().orElseThrow(),
                        boxes.stream().mapToDouble(box -> box.high().z()).max().orElseThrow());
    }

    @Test
    void thePickedProductLiesWhereItsPlateFellAndTheWristReached() {
        var row = new DeviceId("shelf-1-5");
        assertThat(blueprint.facings())
                .contains(new Blueprint.Facing(PICKED, row, List.of(11, 12)));
        var box =
                blueprint.rows().stream()
                        .filter(candidate -> candidate.device().equals(row))
                        .findFirst()
                        .orElseThrow()
                        .plates()
                        .get(10)
                        .box();
        var samples =
                Feeds.of(feed, Feed.Weights.class).stream()
                        .filter(weights -> weights.device().equals(row))
                        .toList();
        double largest = 0;
        var at = samples.getFirst().at();
        for (int i = 2; i < samples.size(); i++) {
            double fall = mean(samples.get(i - 2), 11) - mean(samples.get(i), 11);
            if (fall > largest) {
                largest = fall;
                at = samples.get(i - 1).at();
            }
        }
        assertThat(largest).isGreaterThan(500);
        double nearest = Double.POSITIVE_INFINITY;
        var reached = new Position(0, 0, 0);
        for (var pose : Feeds.of(feed, Feed.Pose.class)) {
            if (Math.abs(pose.at().micros() - at.micros()) > 500_000) {
                continue;
            }
            for (var person : pose.frame().getPeopleList()) {
                int joint = 4 * Joint.JOINT_RIGHT_WRIST_VALUE;
                var wrist =
                        new Position(
                                person.getJoints(joint),
                                person.getJoints(joint + 1),
                                person.getJoints(joint + 2));
                if (box.distanceTo(wrist) < nearest) {
                    nearest = box.distanceTo(wrist);
                    reached = wrist;
                }
            }
        }
        assertThat(reached.x()).isBetween(box.low().x(), box.high().x());
        assertThat(reached.z()).isBetween(box.low().z(), box.high().z());
        assertThat(nearest).isLessThan(0.1);
    }

    private static double mean(Feed.Weights weights, int plate) {
        return IntStream.range(0, 12)
                .mapToDouble(sample -> weights.batch().getGrams(12 * sample + plate - 1))
                .average()
                .orElseThrow();
    }

    @Test
    void posesArriveMoreThanTwoSecondsLate() {
        assertThat(Feeds.of(feed, Feed.Pose.class))
                .allSatisfy(pose ->
                        assertThat(Duration.between(pose.at().instant(), pose.arrival()))
                                .isBetween(Duration.ofMillis(2_200), Duration.ofMillis(2_450)));
    }

    @Test
    void whatIsOddIsNamedAndCounted() {
        assertThat(recording.warnings())
                .contains(
                        new ImportWarning(
                                Weights.FILE,
                                "gondola 5 sends nothing: its rows begin and end alone",
                                1),
                        new ImportWarning(
                                Planogram.FILE,
                                "facing without barcode: left out, its plates stay",
                                1),
                        new ImportWarning(Targets.FILE, "frame of nobody: kept, empty", 15));
    }
}
