package dev.aisle.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.ops.synthetic.SyntheticTruth;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A comparison that is told of a receipt removed, doubled or altered says so.
class ComparisonTest {

    private static final List<SyntheticTruth.Visit> TRUTH =
            List.of(shopper("anna", 2, true), shopper("bea", 1, false));
    private static final List<Told> RECEIPTS =
            List.of(told("v-1", "anna", 2), told("v-2", "bea", 1));
    private static final Map<String, List<Long>> BOOKED =
            Map.of("v-1", List.of(200L), "v-2", List.of(100L));

    @Test
    void whatAgreesIsSound() {
        assertThat(compare(RECEIPTS, BOOKED))
                .isEqualTo(new Comparison(2, 2, 2, 1, 1, List.of(), List.of(), List.of()));
    }

    @Test
    void aReceiptThatWasRemovedIsLostAndSoIsItsMoney() {
        assertThat(compare(RECEIPTS.subList(1, 2), BOOKED).lost())
                .containsExactly(
                        "shopper anna has no receipt",
                        "visit v-1 was booked [200] and has no receipt");
    }

    @Test
    void aReceiptThatWasDoubledIsDuplicated() {
        assertThat(compare(with(told("v-3", "bea", 0)), BOOKED).duplicated())
                .containsExactly("shopper bea has another receipt, v-3");
    }

    @Test
    void aReceiptOfNobodyIsDuplicated() {
        assertThat(compare(with(told("v-3", "carla", 0)), BOOKED).duplicated())
                .containsExactly("receipt v-3 is of carla, who was never there");
    }

    @Test
    void aReceiptThatWasAlteredIsNotWhatWasBooked() {
        var altered = List.of(told("v-1", "anna", 3), RECEIPTS.getLast());

        assertThat(compare(altered, BOOKED).altered())
                .containsExactly("receipt v-1 says 300, booked were 200");
    }

    @Test
    void aTotalThatIsNotTheSumOfItsLinesIsAltered() {
        var wrong = new Told("v-1", new TrackId("anna"), water(2), 200, 150, Told.PAID);

        assertThat(compare(List.of(wrong, RECEIPTS.getLast()), BOOKED).altered())
                .containsExactly(
                        "receipt v-1 says 150, its lines 200",
                        "receipt v-1 says 150, booked were 200");
    }

    @Test
    void moneyThatWasBookedTwiceIsDuplicated() {
        var twice = Map.of("v-1", List.of(200L, 200L), "v-2", List.of(100L));

        assertThat(compare(RECEIPTS, twice).duplicated())
                .containsExactly("visit v-1 was booked again: 200");
    }

    @Test
    void aPaidReceiptWithoutABookingIsLost() {
        assertThat(compare(RECEIPTS, Map.of("v-1", List.of(200L))).lost())
                .containsExactly("receipt v-2 is paid, and nothing was booked");
    }

    @Test
    void aReceiptThatIsNotExactIsNeitherLostNorAltered() {
        var other = List.of(told("v-1", "anna", 1), RECEIPTS.getLast());

        assertThat(compare(other, Map.of("v-1", List.of(100L), "v-2", List.of(100L))))
                .isEqualTo(new Comparison(2, 2, 1, 1, 0, List.of(), List.of(), List.of()));
    }

    private static Comparison compare(List<Told> receipts, Map<String, List<Long>> booked) {
        return Comparison.of(TRUTH, receipts, booked);
    }

    @Test
    void aGroupHasOneReceipt() {
        var group = List.of(group("anna", "bea", 3));
        var empty = told("v-2", "bea", 0);
        var booked = Map.of("v-1", List.of(300L));

        assertThat(Comparison.of(group, List.of(told("v-1", "anna", 3), empty), booked))
                .isEqualTo(new Comparison(1, 2, 1, 0, 0, List.of(), List.of(), List.of()));
    }

    @Test
    void aReceiptOfOneOfAGroupIsDuplicated() {
        var group = List.of(group("anna", "bea", 3));

        assertThat(Comparison.of(group, RECEIPTS, BOOKED).duplicated())
                .containsExactly(
                        "shopper bea, who came with anna, has a receipt of their own, v-2");
    }

    @Test
    void staffThatIsChargedIsAltered() {
        var staff = List.of(visit("anna", List.of(), true, 2, false));
        var receipts = List.of(told("v-1", "anna", 2));

        assertThat(Comparison.of(staff, receipts, Map.of("v-1", List.of(200L))).altered())
                .containsExactly("visit v-1 is of the staff, and was charged");
    }

    private static List<Told> with(Told more) {
        var all = new ArrayList<>(RECEIPTS);
        all.add(more);
        return all;
    }

    private static SyntheticTruth.Visit shopper(String track, int pieces, boolean isAlone) {
        return visit(track, List.of(), false, pieces, isAlone);
    }

    private static SyntheticTruth.Visit group(String track, String member, int pieces) {
        return visit(track, List.of(new TrackId(member)), false, pieces, false);
    }

    private static SyntheticTruth.Visit visit(
            String track, List<TrackId> members, boolean isStaff, int pieces, boolean isAlone) {
        return new SyntheticTruth.Visit(
                new TrackId(track),
                members,
                isStaff,
                new EventTime(1),
                new EventTime(2),
                true,
                Optional.empty(),
                water(pieces),
                List.of(),
                isAlone);
    }

    private static Told told(String visit, String track, int pieces) {
        return new Told(
                visit,
                new TrackId(track),
                water(pieces),
                100L * pieces,
                100L * pieces,
                pieces == 0 ? "NOTHING_OWED" : Told.PAID);
    }

    private static SortedMap<ProductCode, Integer> water(int pieces) {
        var products = new TreeMap<ProductCode, Integer>();
        if (pieces > 0) {
            products.put(new ProductCode("071142008582"), pieces);
        }
        return products;
    }
}
