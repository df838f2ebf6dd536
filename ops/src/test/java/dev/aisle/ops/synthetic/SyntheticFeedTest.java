package dev.aisle.ops.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.protocols.device.v1.DoorEvent;
import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticFeedTest {

    private static final Made SMALL = Made.of(SyntheticPlan.small(1));
    private static final Made FAIM = Made.of(shortened(SyntheticPlan.faim(1)));

    /// All of the store, for as long as one visit takes.
    private static SyntheticPlan shortened(SyntheticPlan plan) {
        return new SyntheticPlan(
                plan.seed(),
                Duration.ofSeconds(60),
                new SyntheticPlan.Crowd(12, 3, Duration.ZERO, 50),
                plan.size());
    }

    @Test
    void oneSeedSaysTheSameAndAnotherSaysSomethingElse() {
        var again = Made.of(SyntheticPlan.small(1));
        assertThat(again.truth()).isEqualTo(SMALL.truth());
        assertThat(again.feed()).isEqualTo(SMALL.feed());
        assertThat(Made.of(SyntheticPlan.small(2)).feed()).isNotEqualTo(SMALL.feed());
    }

    @Test
    void recordsComeInTheOrderOfArrivalAndNoneBeforeItHappens() {
        assertThat(FAIM.feed()).isSortedAccordingTo(Comparator.comparing(Feed::arrival));
        assertThat(FAIM.feed())
                .allSatisfy(
                        each -> assertThat(each.arrival()).isAfterOrEqualTo(each.at().instant()));
    }

    @Test
    void everyDeviceOfTheBlueprintBeginsAndEndsAndItsTimeRisesStrictly() {
        var blueprint = FAIM.store().blueprint(Made.STORE);
        var expected = new ArrayList<DeviceId>();
        blueprint.cameras().forEach(camera -> expected.add(camera.device()));
        blueprint.rows().forEach(row -> expected.add(row.device()));
        blueprint.doors().forEach(door -> expected.add(door.device()));
        blueprint.terminals().forEach(terminal -> expected.add(terminal.device()));
        assertThat(FAIM.byDevice().keySet()).containsExactlyInAnyOrderElementsOf(expected);
        FAIM.byDevice()
                .forEach((device, said) -> {
                    assertThat(said.getFirst())
                            .isEqualTo(new Feed.Begin(device, Made.BEGIN, Made.BEGIN.instant()));
                    assertThat(said.getLast())
                            .isInstanceOf(Feed.End.class)
                            .extracting(Feed::at)
                            .isEqualTo(FAIM.truth().end());
                    for (int i = 1; i < said.size(); i++) {
                        assertThat(said.get(i).at()).isGreaterThan(last(said.get(i - 1)));
                    }
                });
    }

    private static EventTime last(Feed feed) {
        long micros = 0;
        if (feed instanceof Feed.Weights weights) {
            for (int step : weights.batch().getStepUsList()) {
                micros += step;
            }
        }
        return feed.at().plusMicros(micros);
    }

    @Test
    void aCameraTellsFifteenFramesASecondAndARowFiveBatchesOfTwelveSamples() {
        double seconds = FAIM.store().plan().seconds();
        FAIM.byDevice()
                .forEach((device, said) -> {
                    if (device.value().startsWith("cam")) {
                        assertThat(said.size() / seconds).as("%s", device).isBetween(14.5, 15.1);
                    } else {
                        assertThat(said.size() / seconds).as("%s", device).isBetween(4.9, 5.6);
                    }
                });
        assertThat(FAIM.said(Feed.Weights.class))
                .allSatisfy(each -> {
                    assertThat(each.batch().getGramsCount()).isEqualTo(12 * 12);
                    assertThat(each.batch().getStepUsCount()).isEqualTo(11);
                });
    }

    @Test
    void posesComeTwoSecondsLateAndWeightsATenthOfASecondAfterTheyAreWeighed() {
        assertThat(FAIM.said(Feed.Pose.class))
                .allSatisfy(each -> assertThat(late(each)).isBetween(2.2, 2.5));
        assertThat(FAIM.said(Feed.Weights.class))
                .allSatisfy(each -> assertThat(late(each)).isBetween(0.19, 0.4));
    }

    private static double late(Feed feed) {
        return Duration.between(feed.at().instant(), feed.arrival()).toNanos() / 1e9;
    }

    /// Within a tenth of a second, which is a frame and a half of each camera.
    @Test
    void whoIsInTheStoreIsSeenByFourCamerasOrMore() {
        Map<String, Map<Long, Integer>> seen = new HashMap<>();
        for (var pose : FAIM.said(Feed.Pose.class)) {
            long when = (pose.at().micros() - Made.BEGIN.micros()) / 100_000;
            for (var person : pose.frame().getPeopleList()) {
                seen.computeIfAbsent(person.getTrack(), _ -> new HashMap<>())
                        .merge(when, 1, Integer::sum);
            }
        }
        var counts = seen.values().stream().flatMap(each -> each.values().stream()).toList();
        double enough = counts.stream().filter(count -> count >= 4).count();
        assertThat(seen).hasSameSizeAs(FAIM.store().visitors());
        assertThat(enough / counts.size()).isGreaterThan(0.98);
    }

    @Test
    void jointsAreWholeOrMissingAndAFewAreMissing() {
        var people =
                FAIM.said(Feed.Pose.class).stream()
                        .flatMap(pose -> pose.frame().getPeopleList().stream())
                        .toList();
        long missing = 0;
        for (var person : people) {
            assertThat(person.getJointsCount()).isEqualTo(32);
            for (int joint = 0; joint < 32; joint += 4) {
                int nothing = nothing(person, joint);
                assertThat(nothing).isIn(0, 4);
                missing += nothing / 4;
            }
        }
        assertThat(missing / 8.0 / people.size()).isBetween(0.005, 0.015);
    }

    private static int nothing(Person person, int joint) {
        int nothing = 0;
        for (int i = joint; i < joint + 4; i++) {
            nothing += Float.isNaN(person.getJoints(i)) ? 1 : 0;
        }
        return nothing;
    }

    @Test
    void twoCamerasTellAlmostTheSameOfOnePerson() {
        var heads = new HashMap<String, Map<String, double[]>>();
        for (var pose : FAIM.said(Feed.Pose.class)) {
            long when = pose.at().micros() / 33_333;
            for (var person : pose.frame().getPeopleList()) {
                double[] head = {person.getJoints(0), person.getJoints(1)};
                heads.computeIfAbsent(person.getTrack() + when, _ -> new HashMap<>())
                        .put(pose.device().value(), head);
            }
        }
        int same = 0;
        int near = 0;
        int all = 0;
        for (var views : heads.values()) {
            var list = List.copyOf(views.values());
            for (int i = 1; i < list.size(); i++) {
                double apart =
                        Math.hypot(
                                list.get(i)[0] - list.getFirst()[0],
                                list.get(i)[1] - list.getFirst()[1]);
                if (!Double.isNaN(apart)) {
                    all++;
                    same += apart == 0 ? 1 : 0;
                    near += apart < 0.12 ? 1 : 0;
                }
            }
        }
        assertThat(List.of(same, all > 1_000)).isEqualTo(List.of(0, true));
        assertThat((double) near / all).isGreaterThan(0.99);
    }

    @Test
    void theDoorTellsWhoComesAndGoesAndTheTerminalWhoPays() {
        var doors = FAIM.said(Feed.Door.class).stream().map(Feed.Door::event).toList();
        var entered = tracks(doors, DoorEvent.Kind.KIND_ENTERED);
        var left = tracks(doors, DoorEvent.Kind.KIND_LEFT);
        assertThat(entered)
                .containsExactlyInAnyOrderElementsOf(
                        FAIM.store().visitors().stream()
                                .map(visitor -> visitor.track().value())
                                .toList());
        assertThat(left)
                .containsExactlyInAnyOrderElementsOf(
                        FAIM.store().visitors().stream()
                                .filter(Visitor::byDoor)
                                .map(visitor -> visitor.track().value())
                                .toList());
        assertThat(FAIM.said(Feed.Terminal.class))
                .extracting(each -> each.event().getPaymentToken())
                .containsExactlyInAnyOrderElementsOf(
                        FAIM.store().visitors().stream()
                                .map(Visitor::payment)
                                .flatMap(Optional::stream)
                                .map(Visitor.Payment::token)
                                .toList());
    }

    @Test
    void aGroupShowsOneCardAtTheDoorAndTheStaffItsBadge() {
        var made = Made.of(SyntheticStore.of(SyntheticPlan.faim(7), Optional.of("badge")));
        var group =
                made.truth().visits().stream()
                        .filter(visit -> !visit.members().isEmpty())
                        .findFirst()
                        .orElseThrow();
        var card = group.payment().orElseThrow().token();
        var doors = made.said(Feed.Door.class).stream().map(Feed.Door::event).toList();
        assertThat(doors.stream().filter(event -> event.getPaymentToken().equals(card)))
                .extracting(DoorEvent::getTrack)
                .containsExactly(group.track().value(), group.members().getFirst().value());
        assertThat(doors.stream().filter(event -> event.getCode().equals("badge")))
                .extracting(DoorEvent::getTrack)
                .containsExactlyElementsOf(
                        made.truth().visits().stream()
                                .filter(SyntheticTruth.Visit::isStaff)
                                .map(visit -> visit.track().value())
                                .toList())
                .hasSize(1);
    }

    private static List<String> tracks(List<DoorEvent> events, DoorEvent.Kind kind) {
        return events.stream()
                .filter(event -> event.getKind() == kind)
                .map(DoorEvent::getTrack)
                .toList();
    }

    @Test
    void aFeedThatHasEndedSaysSo() {
        var feed = SMALL.store().feed(Made.BEGIN);
        feed.forEachRemaining(_ -> {});
        Assertions.assertThatThrownBy(feed::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 12})
    void aStoreOfAnySizeRuns(int size) {
        var plan =
                new SyntheticPlan(
                        3,
                        Duration.ofSeconds(30),
                        new SyntheticPlan.Crowd(size, 1, Duration.ZERO, 0),
                        new SyntheticPlan.Size(
                                1 + size, 1 + size % 5, 1 + size % 6, 2 + size % 11));
        assertThat(Made.of(plan).truth().visits()).hasSizeBetween(size / 2, size);
    }
}
