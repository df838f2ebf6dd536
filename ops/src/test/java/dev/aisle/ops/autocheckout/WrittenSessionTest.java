package dev.aisle.ops.autocheckout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aisle.config.blueprint.BlueprintFaults;
import dev.aisle.protocols.device.v1.DoorEvent;
import dev.aisle.protocols.device.v1.Joint;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenSessionTest {

    private static final StoreId STORE = new StoreId("acme.made-up");

    @TempDir Path folder;

    private record Session(Truth truth, AutoCheckoutRecording recording, List<Feed> feed) {}

    private Session session(SessionPlan plan) throws IOException {
        var truth = SessionWriter.write(plan, folder);
        var recording = AutoCheckoutRecording.open(folder);
        return new Session(truth, recording, Feeds.all(recording, FeedOrder.EVENT_TIME));
    }

    @Test
    void oneSeedGivesTheSameBytesAndAnotherOthers() throws IOException {
        var files = List.of("one", "two", "other");
        for (var name : files) {
            SessionWriter.write(
                    SessionPlan.usual(name.equals("other") ? 8 : 7),
                    folder.resolve(name),
                    folder.resolve(name + "-truth.json"));
        }
        for (var name :
                List.of(
                        "planogram.json",
                        "products.json",
                        "plate_data.json",
                        "full_targets.json")) {
            assertThat(folder.resolve("one").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(name));
        }
        assertThat(folder.resolve("one-truth.json"))
                .hasSameBinaryContentAs(folder.resolve("two-truth.json"));
        assertThat(
                        Files.mismatch(
                                folder.resolve("one/plate_data.json"),
                                folder.resolve("other/plate_data.json")))
                .isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aDevicesTimesRiseStrictlyAndTheFeedComesInTheOrderOfTimeAndDevice(long seed)
            throws IOException {
        var feed = session(SessionPlan.usual(seed)).feed();
        assertThat(feed)
                .isSortedAccordingTo(Comparator.comparing(Feed::at).thenComparing(Feed::device));
        Feeds.byDevice(feed)
                .values()
                .forEach(device -> {
                    assertThat(device.stream().map(Feed::at).distinct().count())
                            .isEqualTo(device.size());
                    assertThat(device).isSortedAccordingTo(Comparator.comparing(Feed::arrival));
                });
    }

    @Test
    void everyDeviceBeginsBeforeTheEarliestRecordAndEndsASecondAfterTheLatest() throws IOException {
        var session = session(SessionPlan.usual(1));
        var between =
                session.feed().stream()
                        .filter(feed -> feed instanceof Feed.Pose || feed instanceof Feed.Weights)
                        .map(Feed::at)
                        .toList();
        var begin = between.getFirst().plusMicros(-1_000);
        var end = between.getLast().plusMicros(1_000_000);
        var devices = Feeds.byDevice(session.feed());
        assertThat(devices.keySet()).hasSize(4 + 3 + 1 + 1);
        devices.forEach((device, feed) -> {
            assertThat(feed.getFirst()).isEqualTo(new Feed.Begin(device, begin, begin.instant()));
            assertThat(feed.getLast())
                    .isInstanceOf(Feed.End.class)
                    .extracting(Feed::at)
                    .isEqualTo(end);
        });
        assertThat(devices.get(new DeviceId("shelf-2-1"))).hasSize(2);
    }

    @Test
    void byArrivalEachDeviceSaysTheSameAndPosesComeTwoSecondsBehindWeights() throws IOException {
        var session = session(SessionPlan.usual(1));
        var arriving = Feeds.all(session.recording(), FeedOrder.ARRIVAL);
        assertThat(arriving).isSortedAccordingTo(Comparator.comparing(Feed::arrival));
        assertThat(Feeds.byDevice(arriving)).isEqualTo(Feeds.byDevice(session.feed()));
        var lateWhenSeen = new ArrayList<Long>();
        var newestWeights = EventTime.BEGINNING;
        for (var feed : arriving) {
            if (feed instanceof Feed.Weights) {
                newestWeights = feed.at();
            } else if (feed instanceof Feed.Pose && !newestWeights.equals(EventTime.BEGINNING)) {
                lateWhenSeen.add(newestWeights.micros() - feed.at().micros());
            }
        }
        assertThat(lateWhenSeen.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isBetween(1_700_000.0, 2_400_000.0);
    }

    @Test
    void aBatchHoldsTwelveSamplesOfTheRowsPlatesAndTheNextFollowsAfterAFifthOfASecond()
            throws IOException {
        var weights =
                Feeds.of(
                        Feeds.byDevice(session(SessionPlan.usual(1)).feed())
                                .getOrDefault(new DeviceId("shelf-1-2"), List.of()),
                        Feed.Weights.class);
        assertThat(weights).hasSizeGreaterThan(100);
        for (int i = 0; i < weights.size(); i++) {
            var batch = weights.get(i).batch();
            assertThat(batch.getGramsCount()).isEqualTo(12 * 6);
            assertThat(batch.getStepUsList())
                    .containsExactly(
                            16667, 16666, 16667, 16666, 16667, 16666, 16667, 16666, 16667, 16666,
                            16667);
            assertThat(weights.get(i).at())
                    .isEqualTo(weights.getFirst().at().plusMicros(200_000L * i));
        }
    }

    @Test
    void somebodyIsSeenByTwoToFourCamerasAndCellsAndJointsAreMissing() throws IOException {
        var feed = session(SessionPlan.usual(1)).feed();
        var people =
                Feeds.of(feed, Feed.Pose.class).stream()
                        .flatMap(pose -> pose.frame().getPeopleList().stream())
                        .toList();
        assertThat(people).allSatisfy(person -> assertThat(person.getJointsCount()).isEqualTo(32));
        assertThat(people)
                .anySatisfy(person ->
                        assertThat(person.getJoints(4 * Joint.JOINT_LEFT_WRIST_VALUE)).isNaN());
        assertThat(Feeds.of(feed, Feed.Pose.class))
                .anySatisfy(pose -> assertThat(pose.frame().getPeopleList()).isEmpty());
        var cells =
                Feeds.of(feed, Feed.Weights.class).stream()
                        .flatMap(weights -> weights.batch().getGramsList().stream())
                        .toList();
        double missing =
                (double) cells.stream().filter(gram -> Float.isNaN(gram)).count() / cells.size();
        assertThat(missing).isBetween(0.001, 0.05);
    }

    @Test
    void aQuietDoorSaysSoFiveTimesASecondAndLetsEachTrackInOnceWithItsToken() throws IOException {
        var session = session(SessionPlan.usual(1));
        var door = Feeds.byDevice(session.feed()).getOrDefault(Merge.DOOR, List.of());
        var tracks = session.truth().receipts().stream().map(Bought::target).toList();
        assertThat(Feeds.of(door, Feed.Door.class))
                .extracting(Feed.Door::event)
                .containsExactlyInAnyOrderElementsOf(
                        tracks.stream()
                                .map(track ->
                                        DoorEvent.newBuilder()
                                                .setKind(DoorEvent.Kind.KIND_ENTERED)
                                                .setTrack(track.value())
                                                .setPaymentToken("tok-" + track)
                                                .build())
                                .toList());
        long ticks = Duration.ofMillis(30_999).dividedBy(Duration.ofMillis(200));
        assertThat(Feeds.of(door, Feed.Covered.class).size())
                .isBetween((int) ticks - 2, (int) ticks);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyDeedIsWeighedOnItsPlateAndAWristIsThere(long seed) throws IOException {
        var session = session(SessionPlan.usual(seed));
        var blueprint = session.recording().blueprint(STORE);
        assertThat(session.truth().deeds()).hasSize(7);
        assertThat(session.truth().deeds()).filteredOn(deed -> !deed.taken()).hasSize(1);
        for (var deed : session.truth().deeds()) {
            var row =
                    blueprint.rows().stream()
                            .filter(candidate -> candidate.device().equals(deed.row()))
                            .findFirst()
                            .orElseThrow();
            var grams =
                    blueprint.products().stream()
                            .filter(product -> product.code().equals(deed.product()))
                            .findFirst()
                            .orElseThrow()
                            .grams();
            double change =
                    weight(session.feed(), row, deed.at().plusMicros(500_000))
                            - weight(session.feed(), row, deed.at().plusMicros(-1_000_000));
            assertThat(change).isCloseTo(deed.taken() ? -grams : grams, within(6.0));
            assertThat(reached(session.feed(), deed, row.plates().get(deed.plate() - 1).box()))
                    .isLessThan(0.05);
        }
    }

    /// All of a row, over a fifth of a second; a missing cell is what its plate last read.
    private static double weight(List<Feed> feed, Blueprint.Row row, EventTime from) {
        double sum = 0;
        for (int plate = 0; plate < row.plates().size(); plate++) {
            int column = plate;
            int plates = row.plates().size();
            sum +=
                    Feeds.of(feed, Feed.Weights.class).stream()
                            .filter(weights -> weights.device().equals(row.device()))
                            .filter(weights -> !weights.at().isBefore(from))
                            .limit(2)
                            .flatMap(weights ->
                                    IntStream.range(0, 12)
                                            .mapToObj(sample ->
                                                    weights.batch()
                                                            .getGrams(sample * plates + column)))
                            .filter(gram -> !Float.isNaN(gram))
                            .mapToDouble(Float::doubleValue)
                            .average()
                            .orElseThrow();
        }
        return sum;
    }

    private static double reached(List<Feed> feed, Truth.Deed deed, Box box) {
        int joint = 4 * Joint.JOINT_RIGHT_WRIST_VALUE;
        return Feeds.of(feed, Feed.Pose.class).stream()
                .filter(pose -> Math.abs(pose.at().micros() - deed.at().micros()) < 150_000)
                .flatMap(pose -> pose.frame().getPeopleList().stream())
                .filter(person -> person.getTrack().equals(deed.target().value()))
                .map(person ->
                        new Position(
                                person.getJoints(joint),
                                person.getJoints(joint + 1),
                                person.getJoints(joint + 2)))
                .mapToDouble(box::distanceTo)
                .filter(distance -> !Double.isNaN(distance))
                .min()
                .orElseThrow();
    }

    @Test
    void receiptsAreWhatWasTakenLessWhatWasPutBack() throws IOException {
        var truth = session(SessionPlan.usual(1)).truth();
        assertThat(
                        truth.receipts().stream()
                                .flatMap(bought -> bought.products().values().stream())
                                .mapToInt(Integer::intValue)
                                .sum())
                .isEqualTo(5);
    }

    @Test
    void theBlueprintIsSoundAndLeavesOutTheProductWithoutWeight() throws IOException {
        var blueprint = session(SessionPlan.usual(1)).recording().blueprint(STORE);
        assertThat(BlueprintFaults.of(blueprint)).isEmpty();
        assertThat(List.of(blueprint.products().size(), blueprint.facings().size()))
                .isEqualTo(List.of(11, 11));
        assertThat(blueprint.rows())
                .extracting(row -> row.device().value() + ":" + row.plates().size())
                .containsExactly("shelf-1-1:6", "shelf-1-2:6", "shelf-1-3:6", "shelf-2-1:4");
    }

    @Test
    void anEmptyStoreHasACameraThatSeesNobody() throws IOException {
        var session = session(SessionPlan.nobody(1));
        assertThat(session.truth()).isEqualTo(new Truth(List.of(), List.of()));
        assertThat(session.recording().blueprint(STORE).cameras())
                .containsExactly(new Blueprint.Camera(new DeviceId("cam-0")));
        assertThat(Feeds.of(session.feed(), Feed.Pose.class))
                .hasSize(session.recording().moments())
                .allSatisfy(pose -> assertThat(pose.frame().getPeopleList()).isEmpty());
        assertThat(Feeds.of(session.feed(), Feed.Door.class)).isEmpty();
    }

    @Test
    void whoTakesNothingComesAndGoes() throws IOException {
        var session = session(SessionPlan.emptyHanded(1));
        assertThat(session.truth().receipts()).hasSize(1);
        assertThat(session.truth().receipts().getFirst().products()).isEmpty();
        assertThat(Feeds.of(session.feed(), Feed.Door.class)).hasSize(1);
    }

    @Test
    void eightShoppersFitIntoAMinute() throws IOException {
        var session = session(new SessionPlan(1, 8, Duration.ofSeconds(60), 20));
        assertThat(Feeds.of(session.feed(), Feed.Door.class)).hasSize(8);
    }

    @Test
    void aPlanThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new SessionPlan(1, 2, Duration.ofSeconds(12), 9))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFeedThatHasEndedSaysSo() throws IOException {
        var recording = session(SessionPlan.nobody(1)).recording();
        try (var reader = recording.feed(FeedOrder.ARRIVAL)) {
            while (reader.hasNext()) {
                reader.next();
            }
            assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
        }
    }
}
