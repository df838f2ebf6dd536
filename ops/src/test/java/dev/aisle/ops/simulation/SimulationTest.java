package dev.aisle.ops.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.SessionPlan;
import dev.aisle.ops.autocheckout.SessionWriter;
import dev.aisle.ops.synthetic.SyntheticPlan;
import dev.aisle.ops.synthetic.SyntheticStore;
import dev.aisle.ops.synthetic.SyntheticTruth;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.shopper.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Promise 1: whatever happens, decisions, receipts and charges are those of the undisturbed run.
/// `-Daisle.test.seed=N` runs one seed alone, `-Daisle.test.seeds=N` so many of each kind.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {

    private static final StoreId STORE = new StoreId("test.store");
    private static final SessionPlan PLAN = new SessionPlan(1, 2, Duration.ofSeconds(16), 3);

    /// A seed whose people are a group and one of the staff.
    private static final long WITH_A_GROUP = 1;

    private StoreInput session;
    private Outcome undisturbed;

    @BeforeAll
    void write(@TempDir Path folder) throws IOException {
        SessionWriter.write(PLAN, folder);
        session = StoreInput.of(AutoCheckoutRecording.open(folder), STORE);
        undisturbed = StoreSimulation.run(session, Disturbance.NONE);
    }

    @Test
    void theUndisturbedRunChargesWhoTookSomethingOnce() {
        assertThat(undisturbed.violations()).isEmpty();
        assertThat(undisturbed.decisions()).hasSize(4);
        assertThat(undisturbed.receipts()).hasSize(2);
        for (var receipt : undisturbed.receipts()) {
            assertThat(undisturbed.charges())
                    .containsEntry(receipt.visit(), receipt.lines().isEmpty() ? 0 : 1);
        }
    }

    @Test
    void duplicatesJitterAndReorderingChangeNothing() {
        changesNothing(session, undisturbed, seeds(20), Disturbance::delivery);
    }

    @Test
    void stepsAtAnyMomentChangeNothing() {
        changesNothing(session, undisturbed, seeds(20), Disturbance::steps);
    }

    @Test
    void crashesAndWritersThatWakeTooLateChangeNothing() {
        changesNothing(session, undisturbed, seeds(100), Disturbance::crashes);
    }

    @Test
    @EnabledIfSystemProperty(named = "aisle.recording", matches = ".+")
    void aRealSessionComesOutTheSame() {
        var recording = AutoCheckoutRecording.open(Path.of(System.getProperty("aisle.recording")));
        var real = StoreInput.of(recording, STORE);
        var calm = StoreSimulation.run(real, Disturbance.NONE);

        assertThat(calm.violations()).isEmpty();
        assertThat(calm.receipts()).isNotEmpty();
        changesNothing(real, calm, seeds(5), Disturbance::delivery);
        changesNothing(real, calm, seeds(5), Disturbance::steps);
        changesNothing(real, calm, seeds(5), Disturbance::crashes);
    }

    @Test
    void aCameraThatMissedAnInteractionIsNamedOnTheReceipt() {
        var camera = session.blueprint().cameras().getFirst().device();
        var entered = undisturbed.receipts().getFirst().entered();
        var from = entered.plus(Duration.ofSeconds(3));
        var to = entered.plus(Duration.ofSeconds(9));
        var blinded = StoreSimulation.run(session.silenced(camera, from, to), Disturbance.NONE);

        assertThat(blinded.violations()).isEmpty();
        assertThat(bought(blinded)).isEqualTo(bought(undisturbed));
        assertThat(blinded.receipts().stream().flatMap(receipt -> receipt.missing().stream()))
                .contains(new Missing(camera, new Gap(from, to, GapReason.GAP_REASON_SILENT)));
        changesNothing(session.silenced(camera, from, to), blinded, seeds(5), Disturbance::crashes);
    }

    @Test
    void recordsThatAreRefusedOneByOneAreOneGapWhateverTheSteps() {
        var camera = session.blueprint().cameras().getFirst().device();
        var row = session.blueprint().rows().getFirst().device();
        var entered = undisturbed.receipts().getFirst().entered();
        var to = entered.plus(Duration.ofSeconds(9));
        var wrong =
                session.refused(camera, entered.plus(Duration.ofSeconds(3)), to)
                        .refused(row, entered.plus(Duration.ofSeconds(2)), to);
        var calm = StoreSimulation.run(wrong, Disturbance.NONE);

        assertThat(calm.violations()).isEmpty();
        for (var receipt : calm.receipts()) {
            assertThat(receipt.missing()).hasSizeBetween(1, 2);
        }
        changesNothing(wrong, calm, seeds(20), Disturbance::steps);
        changesNothing(wrong, calm, seeds(10), Disturbance::delivery);
        changesNothing(wrong, calm, seeds(10), Disturbance::crashes);
    }

    /// All devices say their last word, and begin again a while later: the next morning.
    @Test
    void aStoreWhoseDevicesAllEndedOpensAgain() {
        var twice = session.twice(Duration.ofMinutes(1));
        var both = StoreSimulation.run(twice, Disturbance.NONE);

        assertThat(both.violations()).isEmpty();
        assertThat(both.receipts()).hasSize(2 * undisturbed.receipts().size());
        assertThat(both.decisions()).hasSize(2 * undisturbed.decisions().size());
        changesNothing(twice, both, seeds(10), Disturbance::delivery);
        changesNothing(twice, both, seeds(10), Disturbance::steps);
        changesNothing(twice, both, seeds(30), Disturbance::crashes);
    }

    /// Four people: two of them pay with one card, one is of the staff.
    @Test
    void aGroupAndTheStaffComeOutTheSame() {
        var badge = StoreSimulation.CODES.ofStaff(STORE, EventTime.END);
        var plan =
                new SyntheticPlan(
                        WITH_A_GROUP,
                        Duration.ofSeconds(35),
                        new SyntheticPlan.Crowd(4, 1, Duration.ZERO, 0),
                        new SyntheticPlan.Size(2, 1, 1, 6));
        var store = SyntheticStore.of(plan, Optional.of(badge));
        var begin = session.begin();
        var mixed = StoreInput.of(store.blueprint(STORE), store.feed(begin));
        var calm = StoreSimulation.run(mixed, Disturbance.NONE);

        var truth = store.truth(STORE, begin).visits();

        assertThat(calm.violations()).isEmpty();
        assertThat(truth).anyMatch(SyntheticTruth.Visit::isStaff);
        assertThat(truth).anyMatch(visit -> !visit.members().isEmpty());
        assertThat(calm.receipts())
                .extracting(Receipt::track)
                .containsExactlyInAnyOrderElementsOf(
                        truth.stream().map(SyntheticTruth.Visit::track).toList());
        for (var visit : truth) {
            var receipt =
                    calm.receipts().stream()
                            .filter(each -> each.track().equals(visit.track()))
                            .findFirst()
                            .orElseThrow();
            boolean pays = visit.payment().isPresent() && receipt.total().minor() > 0;
            assertThat(calm.charges())
                    .containsEntry(receipt.visit(), pays && !visit.isStaff() ? 1 : 0);
        }
        changesNothing(mixed, calm, seeds(10), Disturbance::delivery);
        changesNothing(mixed, calm, seeds(10), Disturbance::steps);
        changesNothing(mixed, calm, seeds(30), Disturbance::crashes);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SHELF_ACKNOWLEDGES_BEYOND_ANCHOR",
                "FORGETS_NEEDED_FROM",
                "SHOPPER_IGNORES_NUMBERS",
                "TELLS_UNCONFIRMED"
            })
    void aMistakeIsNoticed(Mutant mistake) {
        assertThat(LongStream.range(0, 60))
                .as("a seed of 60 for which %s comes to light", mistake)
                .anyMatch(seed ->
                        !StoreSimulation.run(session, Disturbance.crashes(seed).with(mistake))
                                .isLike(undisturbed));
    }

    private static List<List<Receipt.Line>> bought(Outcome outcome) {
        return outcome.receipts().stream().map(Receipt::lines).toList();
    }

    private static LongStream seeds(int count) {
        return Stream.ofNullable(Long.getLong("aisle.test.seed"))
                .findFirst()
                .map(LongStream::of)
                .orElseGet(
                        () -> LongStream.range(0, Integer.getInteger("aisle.test.seeds", count)));
    }

    private static void changesNothing(
            StoreInput input,
            Outcome calm,
            LongStream seeds,
            LongFunction<Disturbance> disturbances) {
        seeds.forEach(seed -> {
            var outcome = StoreSimulation.run(input, disturbances.apply(seed));
            var name = "seed " + seed + " " + outcome.tally();
            assertThat(outcome.violations()).as(name).isEmpty();
            assertThat(outcome.decisions()).as(name).isEqualTo(calm.decisions());
            assertThat(outcome.receipts()).as(name).isEqualTo(calm.receipts());
            assertThat(outcome.charges()).as(name).isEqualTo(calm.charges());
        });
    }
}
