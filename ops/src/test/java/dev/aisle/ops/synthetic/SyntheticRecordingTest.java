package dev.aisle.ops.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.autocheckout.FeedOrder;
import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.store.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticRecordingTest {

    /// A float of inches.
    private static final double ROUNDED = 1e-5;

    @TempDir Path folder;

    private Made made = Made.of(SyntheticPlan.small(4));
    private List<Feed> read = List.of();

    @BeforeEach
    void writeAndRead() throws IOException {
        made = Made.of(SyntheticPlan.small(4));
        SyntheticRecording.write(made.store(), Made.BEGIN, folder);
        try (var feed = AutoCheckoutRecording.open(folder).feed(FeedOrder.EVENT_TIME)) {
            read = Made.all(feed);
        }
    }

    private record Weighed(DeviceId row, EventTime at) {}

    @Test
    void weightsReadBackAsTheStoreTellsThem() {
        var told = new HashMap<Weighed, Feed.Weights>();
        made.said(Feed.Weights.class)
                .forEach(each -> told.put(new Weighed(each.device(), each.at()), each));
        var back =
                read.stream()
                        .filter(Feed.Weights.class::isInstance)
                        .map(Feed.Weights.class::cast)
                        .toList();
        assertThat(back).hasSizeGreaterThan(600);
        assertThat(back)
                .allSatisfy(each -> {
                    var original = told.get(new Weighed(each.device(), each.at()));
                    assertThat(Optional.ofNullable(original).map(Feed.Weights::batch))
                            .contains(each.batch());
                });
    }

    @Test
    void peopleReadBackAsTheyWereSeen() {
        Map<EventTime, Map<String, Map<String, Person>>> back = new TreeMap<>();
        for (var each : read) {
            if (each instanceof Feed.Pose(var camera, var at, _, var frame)) {
                var cameras = back.computeIfAbsent(at, _ -> new TreeMap<>());
                frame.getPeopleList()
                        .forEach(person ->
                                cameras.computeIfAbsent(camera.value(), _ -> new TreeMap<>())
                                        .put(person.getTrack(), person));
            }
        }
        int compared = 0;
        for (var moment : SyntheticRecording.moments(made.store())) {
            var cameras = back.getOrDefault(Made.BEGIN.plusMicros(moment.micros()), Map.of());
            for (var seen : moment.seen()) {
                for (int camera : seen.cameras()) {
                    var people = cameras.getOrDefault("cam-" + camera, Map.of());
                    var person = Objects.requireNonNull(people.get(seen.person().getTrack()));
                    assertThat(apart(seen.person(), person)).isLessThan(ROUNDED);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(1_000);
    }

    private static double apart(Person one, Person other) {
        double most = 0;
        for (int i = 0; i < one.getJointsCount(); i++) {
            boolean missing = Float.isNaN(one.getJoints(i));
            assertThat(Float.isNaN(other.getJoints(i))).isEqualTo(missing);
            double apart = Math.abs(one.getJoints(i) - other.getJoints(i));
            most = missing ? most : Math.max(most, apart);
        }
        return most;
    }

    @Test
    void shelvesAndGoodsReadBackAsTheyStand() {
        var original = made.store().blueprint(Made.STORE);
        var back = AutoCheckoutRecording.open(folder).blueprint(Made.STORE);
        assertThat(back.facings()).containsExactlyElementsOf(original.facings());
        assertThat(back.products().stream().map(SyntheticRecordingTest::sold))
                .containsExactlyElementsOf(
                        original.products().stream().map(SyntheticRecordingTest::sold).toList());
        var boxes = new ArrayList<Box>();
        original.rows().forEach(row -> row.plates().forEach(plate -> boxes.add(plate.box())));
        int i = 0;
        for (var row : back.rows()) {
            for (var plate : row.plates()) {
                assertThat(near(plate.box().low(), boxes.get(i).low())).isTrue();
                assertThat(near(plate.box().high(), boxes.get(i).high())).isTrue();
                i++;
            }
        }
        assertThat(i).isEqualTo(boxes.size());
    }

    private record Sold(String code, String name, double grams, long minor) {}

    private static Sold sold(Product product) {
        return new Sold(
                product.code().value(), product.name(), product.grams(), product.price().minor());
    }

    private static boolean near(Position one, Position other) {
        return one.distanceTo(other) < 1e-3;
    }

    @Test
    void aStoreOfFiveGondolasIsReadWithoutAFault(@TempDir Path large) throws IOException {
        var plan = SyntheticPlan.faim(1);
        var shorter =
                new SyntheticPlan(
                        1,
                        Duration.ofSeconds(30),
                        new SyntheticPlan.Crowd(3, 1, Duration.ZERO, 60),
                        plan.size());
        var store = SyntheticStore.of(shorter);
        SyntheticRecording.write(store, Made.BEGIN, large);
        var back = AutoCheckoutRecording.open(large).blueprint(Made.STORE);
        assertThat(back.facings()).containsExactlyElementsOf(store.blueprint(Made.STORE).facings());
        assertThat(back.rows()).hasSize(30);
    }
}
