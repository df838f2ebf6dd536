package dev.aisle.runtime.attribution;

import static dev.aisle.runtime.attribution.DeciderCase.COLA;
import static dev.aisle.runtime.attribution.DeciderCase.JUICE;
import static dev.aisle.runtime.attribution.DeciderCase.WAFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aisle.protocols.attribution.Decision.Outcome;
import dev.aisle.protocols.attribution.Finding;
import dev.aisle.protocols.attribution.Hypothesis;
import dev.aisle.runtime.attribution.Decider.Ruling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeciderTest {

    @Test
    void givesWhatWasTakenToTheOneWhoseHandWasThere() {
        var ruling = new DeciderCase().change(1, -502).near("anna", 1, 0.05).rule();

        assertThat(said(ruling)).containsExactly("anna +1 cola");
        assertThat(ruling.outcome()).isEqualTo(Outcome.CHANGED);
        assertThat(chosen(ruling).probability()).isGreaterThan(0.95);
    }

    @Test
    void countsPiecesByWeight() {
        var ruling = new DeciderCase().change(1, -1_003).near("anna", 1, 0.05).rule();

        assertThat(said(ruling)).containsExactly("anna +2 cola");
    }

    @Test
    void takesNeighbouringPlatesOfOneProductAsOnePick() {
        var ruling = new DeciderCase().change(1, -310).change(2, -188).near("anna", 1, 0.05).rule();

        assertThat(said(ruling)).containsExactly("anna +1 cola");
        assertThat(ruling.findings().getFirst().plates()).containsExactly(1, 2);
    }

    @Test
    void separatesNeighboursOfTwoProductsTakenAtOnce() {
        var ruling = new DeciderCase().change(2, -499).change(3, -331).near("anna", 2, 0.05).rule();

        assertThat(said(ruling)).containsExactly("anna +1 cola", "anna +1 juice");
    }

    @Test
    void ignoresWhatABigChangeShakesLooseBesideIt() {
        var ruling =
                new DeciderCase()
                        .change(1, -9.7)
                        .change(2, -502)
                        .change(3, -6.3)
                        .near("anna", 1, 0.05)
                        .rule();

        assertThat(said(ruling)).containsExactly("anna +1 cola");
        assertThat(ruling.findings().getFirst().grams()).isEqualTo(-502);
    }

    @Test
    void takesBackWhatSomebodyHolds() {
        var ruling =
                new DeciderCase()
                        .change(1, 499)
                        .near("anna", 1, 0.05)
                        .holds("anna", COLA, 2)
                        .rule();

        assertThat(said(ruling)).containsExactly("anna -1 cola");
        assertThat(ruling.outcome()).isEqualTo(Outcome.CHANGED);
    }

    @Test
    void takesBackWhatSomebodyHoldsOnAForeignPlate() {
        var ruling =
                new DeciderCase()
                        .change(5, 499)
                        .near("anna", 5, 0.05)
                        .holds("anna", COLA, 1)
                        .holds("anna", JUICE, 1)
                        .rule();

        assertThat(said(ruling)).containsExactly("anna -1 cola");
    }

    @Test
    void takesBackFromTheOneWhoHoldsItThoughAnotherIsNearer() {
        var ruling =
                new DeciderCase()
                        .change(1, 499)
                        .near("anna", 1, 0.05)
                        .near("bert", 1, 0.25)
                        .holds("anna", WAFER, 1)
                        .holds("bert", COLA, 1)
                        .rule();

        assertThat(said(ruling)).containsExactly("bert -1 cola");
    }

    @Test
    void followsWhatIsMovedFromPlateToPlateInOneGo() {
        var ruling =
                new DeciderCase().change(1, -500).change(5, 500).near("anna", 1, 5, 0.05).rule();

        assertThat(said(ruling)).containsExactly("anna +1 cola", "anna -1 cola");
    }

    @Test
    void neverTakesBackMorePiecesThanAreHeld() {
        var ruling =
                new DeciderCase()
                        .change(1, 500)
                        .change(5, 500)
                        .near("anna", 1, 5, 0.05)
                        .holds("anna", COLA, 1)
                        .rule();

        assertThat(said(ruling)).containsExactly("anna -1 cola", "?");
    }

    @Test
    void findsAProductWhereAShopperPutIt() {
        var ruling =
                new DeciderCase().change(5, -331).elsewhere(5, JUICE).near("anna", 5, 0.05).rule();

        assertThat(said(ruling)).containsExactly("anna +1 juice");
    }

    @Test
    void weighsTwoPeopleByHowNearTheyCame() {
        var ruling =
                new DeciderCase().change(1, -500).near("anna", 1, 0.3).near("bert", 1, 0.1).rule();

        assertThat(said(ruling)).containsExactly("bert +1 cola");
        var hypotheses = ruling.findings().getFirst().hypotheses();
        double bert = probability(hypotheses, "bert");
        double anna = probability(hypotheses, "anna");
        assertThat(anna / bert).isCloseTo(Math.exp(-(0.09 - 0.01) / (2 * 0.0625)), within(0.02));
    }

    @Test
    void leavesADoubtWhereTwoCameEquallyNear() {
        var ruling =
                new DeciderCase().change(1, -500).near("anna", 1, 0.1).near("bert", 1, 0.1).rule();

        assertThat(chosen(ruling).probability()).isBetween(0.45, 0.5);
    }

    @Test
    void namesNobodyWhereNobodyWasNear() {
        var ruling = new DeciderCase().change(1, -500).near("anna", 1, 1.2).rule();

        assertThat(said(ruling)).containsExactly("nobody +1 cola");
        assertThat(ruling.outcome()).isEqualTo(Outcome.NOBODY);
    }

    @Test
    void namesNobodyWhoIsNearAtAnotherTime() {
        var ruling = new DeciderCase().change(1, -500).nearLater("anna", 1, 0.1).rule();

        assertThat(ruling.outcome()).isEqualTo(Outcome.NOBODY);
    }

    @Test
    void callsNoiseWhatIsTooLightForAnyProduct() {
        var ruling = new DeciderCase().change(1, 12).change(3, -14).near("anna", 1, 0.05).rule();

        assertThat(ruling).isEqualTo(new Ruling(List.of(), Outcome.NOISE));
    }

    @Test
    void leavesUnexplainedWhatNoProductExplains() {
        var ruling = new DeciderCase().change(5, -1_730).near("anna", 5, 0.05).rule();

        assertThat(said(ruling)).containsExactly("?");
        assertThat(ruling.outcome()).isEqualTo(Outcome.UNEXPLAINED);
    }

    @Test
    void leavesUnexplainedWhatSomebodyPutDownWithoutHoldingAnything() {
        var ruling = new DeciderCase().change(1, 500).near("anna", 1, 0.05).rule();

        assertThat(ruling.outcome()).isEqualTo(Outcome.UNEXPLAINED);
    }

    @Test
    void tellsLookAlikesByThePlateTheyLiveOn() {
        var ruling = new DeciderCase().change(4, -332).near("anna", 4, 0.05).rule();

        assertThat(said(ruling)).containsExactly("anna +1 lemonade");
        assertThat(chosen(ruling).probability()).isGreaterThan(0.9);
    }

    @Test
    void letsTheCamerasTipTheBalanceBetweenLookAlikesOnOnePlate() {
        var shared = new DeciderCase().change(4, -331).elsewhere(4, JUICE).near("anna", 4, 0.05);

        assertThat(said(shared.rule())).containsExactly("anna +1 lemonade");
        assertThat(said(shared.sees("anna", JUICE, 0.9f).rule())).containsExactly("anna +1 juice");
    }

    @Test
    void letsTheCamerasTipTheBalanceBetweenPeople() {
        var both = new DeciderCase().change(1, -500).near("anna", 1, 0.1).near("bert", 1, 0.15);

        assertThat(said(both.rule())).containsExactly("anna +1 cola");
        assertThat(said(both.sees("bert", COLA, 0.9f).rule())).containsExactly("bert +1 cola");
    }

    @Test
    void isUnsurerWhereTheShelfWasClosedByForceOrACameraWasBlind() {
        double sure =
                chosen(new DeciderCase().change(1, -500).near("anna", 1, 0.1).rule()).probability();
        double forced =
                chosen(new DeciderCase().change(1, -500).near("anna", 1, 0.1).forced().rule())
                        .probability();
        double blind =
                chosen(new DeciderCase().change(1, -500).near("anna", 1, 0.1).blind().rule())
                        .probability();

        assertThat(forced).isLessThan(sure - 0.03);
        assertThat(blind).isLessThan(sure - 0.1);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void probabilitiesAreProbabilitiesAndTheChoiceIsTheLikeliest(long seed) {
        for (var finding : DeciderCase.random(new Random(seed)).rule().findings()) {
            var hypotheses = finding.hypotheses();
            double sum = hypotheses.stream().mapToDouble(Hypothesis::probability).sum();
            assertThat(sum).as("seed %d", seed).isLessThanOrEqualTo(1 + 1e-9);
            finding.chosen()
                    .ifPresent(chosen ->
                            assertThat(chosen)
                                    .as("seed %d", seed)
                                    .isEqualTo(hypotheses.getFirst()));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void somebodyFarAwayChangesNothing(long seed) {
        var alone = DeciderCase.random(new Random(seed)).rule();
        var watched =
                DeciderCase.random(new Random(seed))
                        .near("a-far-one", 3, 5)
                        .holds("a-far-one", COLA, 3)
                        .near("z-far-one", 3, 2)
                        .rule();

        assertThat(watched).as("seed %d", seed).isEqualTo(alone);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nobodyPutsBackMoreThanTheyHeldAndTook(long seed) {
        var given = DeciderCase.random(new Random(seed));
        var balance = given.held();
        given.rule().findings().stream()
                .flatMap(finding -> finding.chosen().stream())
                .filter(chosen -> chosen.track().isPresent())
                .forEach(chosen ->
                        balance.merge(
                                chosen.track().get() + " " + chosen.product(),
                                chosen.quantity(),
                                Integer::sum));
        assertThat(balance.values()).as("seed %d", seed).allMatch(pieces -> pieces >= 0);
    }

    /// A version's behaviour is fixed for ever.
    @Test
    void decidesWhatVersionOneAlwaysDid() {
        var checksum = new CRC32();
        seeds().mapToObj(seed -> DeciderCase.random(new Random(seed)).rule().toString())
                .forEach(ruling -> checksum.update(ruling.getBytes(StandardCharsets.UTF_8)));

        assertThat(checksum.getValue()).isEqualTo(1_685_440_970L);
    }

    private static Hypothesis chosen(Ruling ruling) {
        return ruling.findings().getFirst().chosen().orElseThrow();
    }

    private static List<String> said(Ruling ruling) {
        return ruling.findings().stream().map(DeciderTest::said).toList();
    }

    private static String said(Finding finding) {
        return finding.chosen()
                .map(chosen ->
                        "%s %+d %s"
                                .formatted(
                                        chosen.track().map(Object::toString).orElse("nobody"),
                                        chosen.quantity(),
                                        chosen.product()))
                .orElse("?");
    }

    private static double probability(List<Hypothesis> hypotheses, String track) {
        return hypotheses.stream()
                .filter(each -> each.track().map(Object::toString).orElse("").equals(track))
                .mapToDouble(Hypothesis::probability)
                .sum();
    }
}
