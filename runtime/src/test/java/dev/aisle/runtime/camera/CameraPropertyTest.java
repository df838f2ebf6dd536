package dev.aisle.runtime.camera;

import static dev.aisle.runtime.camera.People.evidence;
import static dev.aisle.runtime.camera.People.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.camera.Sighting;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.Person;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.kernel.Horizon;
import dev.aisle.runtime.kernel.Reception;
import dev.aisle.runtime.kernel.Seeds;
import dev.aisle.runtime.kernel.Spool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a camera says of an instant is a function of its window alone.
class CameraPropertyTest {

    private static final DeviceId CAMERA = new DeviceId("camera-1");
    private static final Horizon FAR = new Horizon(EventTime.BEGINNING, Duration.ofDays(1));
    private static final CameraSettings SETTINGS =
            new CameraSettings(Duration.ofSeconds(2), Duration.ofMillis(200));

    static LongStream seeds() {
        return Seeds.of(60);
    }

    /// All that an incarnation reported.
    private record Told(
            List<EventTime> reached, EventTime from, List<Sighting> sightings, List<Gap> gaps) {

        private Told after(EventTime start) {
            return new Told(
                    reached.stream().filter(to -> to.isAfter(start)).toList(),
                    start,
                    sightings.stream().filter(each -> each.at().isAfter(start)).toList(),
                    gaps.stream().filter(gap -> gap.to().isAfter(start)).toList());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoStartsEmptyAnywhereSaysTheSameFromItsFirstWholeWindowOn(long seed) {
        var random = Seeds.random(seed);
        var spool = spool(random);
        var unbroken = told(Camera.empty(CAMERA, SETTINGS), spool, 0);
        for (int i = 0; i < 8; i++) {
            int start = 1 + random.nextInt(spool.size() - 1);
            var restarted = told(Camera.empty(CAMERA, SETTINGS), spool, start);
            assertThat(restarted.after(restarted.from()))
                    .as("seed %d, started with record %d", seed, start)
                    .isEqualTo(unbroken.after(restarted.from()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoStartsEmptySpeaksAgainWithinAWindowAndAStep(long seed) {
        var random = Seeds.random(seed);
        var spool = spool(random);
        int start = 1 + random.nextInt(spool.size() - 1);
        var previous = new EventTime(spool.get(start - 1).getTimeUs());
        var restarted = told(Camera.empty(CAMERA, SETTINGS), spool, start);
        assertThat(restarted.from())
                .as("seed %d, started with record %d", seed, start)
                .isBetween(
                        previous.plus(SETTINGS.window()).minus(SETTINGS.step()),
                        previous.plus(SETTINGS.window()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatItSaysDoesNotDependOnTheBundles(long seed) {
        var random = Seeds.random(seed);
        var spool = spool(random);
        var atOnce =
                Reception.of(Camera.empty(CAMERA, SETTINGS), spool.all(), FAR)
                        .device()
                        .report()
                        .map(Report::content);
        var oneByOne = told(Camera.empty(CAMERA, SETTINGS), spool, 0);
        assertThat(atOnce).as("seed %d", seed).contains(new Report.Sightings(oneByOne.sightings()));
    }

    private static Told told(Camera empty, Spool spool, int start) {
        var reached = new ArrayList<EventTime>();
        var sightings = new ArrayList<Sighting>();
        var gaps = new ArrayList<Gap>();
        var from = new ArrayList<EventTime>();
        var camera = empty;
        for (int i = start; i < spool.size(); i++) {
            camera = Reception.of(camera, spool.bundle(i, i + 1, start), FAR).device();
            for (var report : camera.report().stream().toList()) {
                from.add(begun(report));
                reached.add(report.to());
                sightings.addAll(((Report.Sightings) report.content()).sightings());
                gaps.addAll(report.gaps());
            }
            camera = camera.passedOn();
        }
        return new Told(reached, from.getFirst(), sightings, gaps);
    }

    /// After what it says that nobody will ever know.
    private static EventTime begun(Report report) {
        return report.gaps().stream()
                .filter(gap -> gap.from().equals(EventTime.BEGINNING))
                .map(Gap::to)
                .findFirst()
                .orElse(report.from());
    }

    /// Twenty seconds at 15 Hz, now and then silent, now and then with a hole.
    private static Spool spool(RandomGenerator random) {
        var spool = new Spool(CAMERA, 1);
        long at = 1_000_000_000L + random.nextInt(1_000_000);
        long end = at + 20_000_000;
        spool.begin(at);
        while (at < end) {
            long before = at;
            at += 50_000 + random.nextInt(33_000);
            switch (random.nextInt(60)) {
                case 0 -> spool.covered(at);
                case 1 -> {
                    at += random.nextInt(3_000_000);
                    spool.gap(before, at);
                }
                case 2 -> {
                    at += random.nextInt(500_000);
                    spool.gap(at);
                }
                case 3 -> {
                    at = (at / 200_000 + 1) * 200_000;
                    spool.pose(at, people(random));
                }
                default -> spool.pose(at, people(random));
            }
        }
        return spool.end(at + 1);
    }

    private static Person[] people(RandomGenerator random) {
        return IntStream.range(0, 3)
                .filter(_ -> random.nextInt(3) > 0)
                .mapToObj(track -> somebody(random, track))
                .toArray(Person[]::new);
    }

    private static Person somebody(RandomGenerator random, int track) {
        var somebody = person("t" + track, random.nextFloat());
        if (random.nextBoolean()) {
            somebody.addEvidence(evidence("p" + random.nextInt(3), random.nextFloat()));
        }
        return somebody.build();
    }
}
