package dev.aisle.ops.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticTruthTest {

    private static SyntheticTruth truth(SyntheticPlan plan) {
        return SyntheticStore.of(plan).truth(Made.STORE, Made.BEGIN);
    }

    @Test
    void twoMinutesHoldEnoughOfEverythingWhateverTheSeed() {
        var thin = new ArrayList<String>();
        for (long seed = 1; seed <= 60; seed++) {
            var truth = truth(SyntheticPlan.faim(seed));
            var counts =
                    List.of(
                            (long) truth.visits().size(),
                            truth.takes(),
                            truth.returns(),
                            truth.grabs(),
                            truth.alone());
            if (counts.get(0) < 25
                    || counts.get(1) < 85
                    || counts.get(2) < 11
                    || counts.get(3) < 6
                    || counts.get(4) < 13) {
                thin.add("seed " + seed + ": " + counts);
            }
        }
        assertThat(thin).isEmpty();
    }

    @Test
    void aBusyStoreHasAboutTwentyShoppersAtATimeWithFourActsAMinuteEach() {
        for (long seed = 1; seed <= 5; seed++) {
            var store = SyntheticStore.of(SyntheticPlan.busy(seed, Duration.ofMinutes(4)));
            double people = 0;
            double deeds = 0;
            for (int second = 80; second < 150; second++) {
                int from = second;
                for (var visitor : store.visitors()) {
                    people += visitor.at(from).isPresent() ? 1 : 0;
                    deeds +=
                            visitor.acts().stream()
                                    .filter(act -> act.at() >= from && act.at() < from + 1)
                                    .count();
                }
            }
            assertThat(people / 70).as("seed %d", seed).isBetween(17.0, 24.0);
            assertThat(60 * deeds / people).as("seed %d", seed).isGreaterThan(4);
        }
    }

    @Test
    void everyVisitIsOverBeforeTheEndAndOneThatIsLostFromSightLongBefore() {
        for (long seed = 1; seed <= 50; seed++) {
            var truth = truth(SyntheticPlan.faim(seed));
            assertThat(truth.visits())
                    .as("seed %d", seed)
                    .allSatisfy(visit -> {
                        var margin = Duration.ofMillis(visit.byDoor() ? 2_000 : 17_000);
                        assertThat(visit.left().plus(margin)).isLessThan(truth.end());
                        assertThat(visit.entered()).isGreaterThan(truth.begin());
                    });
        }
    }

    @Test
    void whatIsKeptIsWhatWasTakenLessWhatWasPutBackAndNeverBelowNothing() {
        for (long seed = 1; seed <= 50; seed++) {
            for (var visit : truth(SyntheticPlan.faim(seed)).visits()) {
                var holds = new TreeMap<String, Integer>();
                for (var deed : visit.deeds()) {
                    int pieces = deed.isTaken() ? deed.pieces() : -deed.pieces();
                    int now = holds.merge(deed.product().value(), pieces, Integer::sum);
                    assertThat(now).as("seed %d, %s", seed, visit).isNotNegative();
                }
                holds.values().removeIf(pieces -> pieces == 0);
                var kept = new TreeMap<String, Integer>();
                visit.kept().forEach((code, pieces) -> kept.put(code.value(), pieces));
                assertThat(kept).as("seed %d", seed).isEqualTo(holds);
            }
        }
    }

    @Test
    void whoPaysAtTheTerminalHoldsSomethingAndTapsBetweenTheLastDeedAndLeaving() {
        for (long seed = 1; seed <= 50; seed++) {
            var visits = truth(SyntheticPlan.faim(seed)).visits();
            var paying = visits.stream().filter(visit -> visit.payment().isPresent()).toList();
            assertThat(paying).as("seed %d", seed).hasSizeGreaterThan(visits.size() * 3 / 4);
            assertThat(paying.stream().filter(visit -> !paidAtTheDoor(visit)))
                    .allSatisfy(visit -> {
                        assertThat(visit.kept()).isNotEmpty();
                        assertThat(visit.payment().orElseThrow().at())
                                .isBetween(visit.deeds().getLast().at(), visit.left());
                    });
        }
    }

    private static boolean paidAtTheDoor(SyntheticTruth.Visit visit) {
        return visit.payment().filter(paid -> paid.at().equals(visit.entered())).isPresent();
    }

    @Test
    void someComeAsAGroupAndOneIsOfTheStaff() {
        for (long seed = 1; seed <= 50; seed++) {
            var store = SyntheticStore.of(SyntheticPlan.faim(seed), Optional.of("badge"));
            var visits = store.truth(Made.STORE, Made.BEGIN).visits();
            var groups = visits.stream().filter(visit -> !visit.members().isEmpty()).toList();
            assertThat(groups)
                    .as("seed %d", seed)
                    .isNotEmpty()
                    .allSatisfy(group -> assertThat(paidAtTheDoor(group)).isTrue());
            assertThat(visits.stream().filter(SyntheticTruth.Visit::isStaff))
                    .as("seed %d", seed)
                    .hasSize(1);
        }
    }

    @Test
    void aTruthThatIsWrittenReadsBackAsTheSame(@TempDir Path folder) throws IOException {
        var stores = List.of(truth(SyntheticPlan.faim(1)), truth(SyntheticPlan.small(2)));
        var file = folder.resolve("made/truth.json");
        TruthFile.write(stores, file);
        assertThat(TruthFile.read(file)).isEqualTo(stores);
    }
}
