package dev.aisle.runtime.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.Interaction;
import dev.aisle.protocols.shelf.ShelfEvent.Anchored;
import dev.aisle.runtime.kernel.Horizon;
import dev.aisle.runtime.kernel.Reception;
import dev.aisle.runtime.kernel.Seeds;
import dev.aisle.runtime.kernel.Spool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From an anchor on, interactions are a fold of the samples that follow.
class ShelfPropertyTest {

    private static final Horizon FAR = new Horizon(EventTime.BEGINNING, Duration.ofDays(1));

    static LongStream seeds() {
        return Seeds.of(30);
    }

    /// Where an incarnation stands at the end, and all that the Attributor heard of it.
    private record Outcome(Anchored anchor, List<Interaction> told) {}

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void fromAnyAnchorOnItSaysAndBecomesTheSame(long seed) {
        var random = Seeds.random(seed);
        var spool = spool(seed, random);
        var anchors = new ArrayList<Anchored>();
        var unbroken = Shelf.from(ShelfRow.ROW, ShelfRow.SETTINGS, ShelfState.EMPTY);
        var told = new TreeMap<EventTime, Interaction>();
        for (int i = 0; i < spool.size(); i++) {
            take(unbroken, spool, i, told);
            anchors.add(unbroken.anchor());
        }
        var expected = new Outcome(unbroken.anchor(), List.copyOf(told.values()));

        assertThat(expected.told()).as("seed %d", seed).isNotEmpty();
        for (int i = 0; i < 6; i++) {
            int at = random.nextInt(anchors.size());
            assertThat(goneOn(anchors.get(at), spool, at + 1))
                    .as("seed %d, from the anchor after record %d", seed, at)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void fromAnyAnchorOnItSaysNothingThatWasDecided(long seed) {
        var random = Seeds.random(seed);
        var spool = spool(seed, random);
        int at = random.nextInt(spool.size());
        var shelf = Shelf.from(ShelfRow.ROW, ShelfRow.SETTINGS, ShelfState.EMPTY);
        for (int i = 0; i <= at; i++) {
            take(shelf, spool, i, new TreeMap<>());
        }
        var handledTo = shelf.covered();
        shelf.progressed(new Progress(handledTo, handledTo, handledTo));

        assertThat(goneOn(shelf.anchor(), spool, at + 1).told())
                .as("seed %d, decided up to record %d", seed, at)
                .allMatch(each -> each.settled().isAfter(handledTo));
    }

    private static Outcome goneOn(Anchored anchor, Spool spool, int start) {
        var shelf = Shelf.from(ShelfRow.ROW, ShelfRow.SETTINGS, ShelfState.EMPTY.evolve(anchor));
        var told = new TreeMap<EventTime, Interaction>();
        shelf.reportFrom(EventTime.BEGINNING).ifPresent(report -> note(report, told));
        for (int i = start; i < spool.size(); i++) {
            take(shelf, spool, i, told);
        }
        return new Outcome(shelf.anchor(), List.copyOf(told.values()));
    }

    private static void take(
            Shelf shelf, Spool spool, int index, TreeMap<EventTime, Interaction> told) {
        Reception.of(shelf, spool.only(index), FAR);
        shelf.report().ifPresent(report -> note(report, told));
    }

    private static void note(Report report, TreeMap<EventTime, Interaction> told) {
        ((Report.Interactions) report.content())
                .settled()
                .forEach(each -> told.put(each.settled(), each));
    }

    /// A minute with a dozen picks and returns, and some holes.
    private static Spool spool(long seed, RandomGenerator random) {
        var row = new ShelfRow(seed);
        row.spool().begin(row.now().micros() - 1);
        row.run(2);
        for (int i = 0; i < 12; i++) {
            row.put(1 + random.nextInt(3), random.nextInt(-400, 400));
            row.run(0.2 + random.nextDouble() * 6);
            if (random.nextInt(8) == 0) {
                row.gap(random.nextInt(1, 3_000_000));
            }
        }
        row.run(3);
        return random.nextBoolean()
                ? row.spool().end(row.now().micros())
                : row.spool().covered(row.now().micros());
    }
}
