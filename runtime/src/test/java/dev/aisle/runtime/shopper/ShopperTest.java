package dev.aisle.runtime.shopper;

import static dev.aisle.runtime.shopper.ShopperStep.NOTHING;
import static dev.aisle.runtime.shopper.ShopperStep.send;
import static dev.aisle.runtime.shopper.ShopperStep.write;
import static dev.aisle.runtime.shopper.Visits.EUR;
import static dev.aisle.runtime.shopper.Visits.PAYER;
import static dev.aisle.runtime.shopper.Visits.STORE;
import static dev.aisle.runtime.shopper.Visits.TWENTY;
import static dev.aisle.runtime.shopper.Visits.VISIT;
import static dev.aisle.runtime.shopper.Visits.at;
import static dev.aisle.runtime.shopper.Visits.bound;
import static dev.aisle.runtime.shopper.Visits.complete;
import static dev.aisle.runtime.shopper.Visits.marked;
import static dev.aisle.runtime.shopper.Visits.numbered;
import static dev.aisle.runtime.shopper.Visits.opened;
import static dev.aisle.runtime.shopper.Visits.putBack;
import static dev.aisle.runtime.shopper.Visits.taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.protocols.shopper.ShopperEvent.Applied;
import dev.aisle.protocols.shopper.ShopperEvent.ChargeAttempted;
import dev.aisle.protocols.shopper.ShopperEvent.Charged;
import dev.aisle.protocols.shopper.ShopperEvent.Closed;
import dev.aisle.protocols.shopper.ShopperEvent.Declined;
import dev.aisle.protocols.shopper.ShopperEvent.Reason;
import dev.aisle.protocols.shopper.ShopperEvent.Settled;
import dev.aisle.protocols.shopper.ShopperEvent.WrittenOff;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.shopper.ShopperReply.Stage;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.runtime.shopper.ShopperStep.Send.AppliedUpTo;
import dev.aisle.runtime.shopper.ShopperStep.Send.AskProvider;
import dev.aisle.runtime.shopper.ShopperStep.Send.Charge;
import dev.aisle.runtime.shopper.ShopperStep.Send.RecordReceipt;
import dev.aisle.runtime.shopper.ShopperStep.Send.ResumeLater;
import dev.aisle.runtime.shopper.ShopperStep.Send.TellSettled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShopperTest {

    private static final int THREE = 3;
    private static final Money TOTAL = new Money(EUR, 120);
    private static final List<Numbered> CHANGES =
            numbered(opened(), bound(), taken("milk", 1, 120), marked(), complete());
    private static final Receipt RECEIPT =
            new Receipt(
                    STORE,
                    VISIT,
                    new TrackId("t-1"),
                    at(0),
                    at(5),
                    TaxMode.INCLUDED,
                    List.of(
                            new Receipt.Line(
                                    new ProductCode("milk"),
                                    "milk",
                                    1,
                                    TOTAL,
                                    TWENTY,
                                    new Money(EUR, 100),
                                    new Money(EUR, 20))),
                    new Money(EUR, 100),
                    new Money(EUR, 20),
                    TOTAL,
                    ((Change.Marked) marked()).missing());

    private final Shopper nobody = Shopper.empty(STORE, VISIT);
    private final Shopper inStore = nobody.evolve(new Applied(CHANGES.subList(0, 3)));
    private final Shopper left = nobody.evolve(new Applied(CHANGES));
    private final Shopper settled = left.evolve(new Settled(RECEIPT));
    private final Shopper attempted = settled.evolve(new ChargeAttempted(1, TOTAL, PAYER));
    private final Shopper declined = attempted.evolve(new Declined(1, "no money"));
    private final Shopper paid = attempted.evolve(new Charged(1, "c-1"));
    private final Shopper closed = paid.evolve(new Closed());

    // Changes

    @Test
    void theNextChangesArePersistedAndAcknowledged() {
        assertThat(nobody.apply(CHANGES.subList(0, 3)))
                .isEqualTo(write(new Applied(CHANGES.subList(0, 3)), new AppliedUpTo(3)));
    }

    @Test
    void ofARepeatedListOnlyTheNewIsPersisted() {
        assertThat(inStore.apply(CHANGES.subList(1, 4)))
                .isEqualTo(write(new Applied(CHANGES.subList(3, 4)), new AppliedUpTo(4)));
    }

    @Test
    void aHoleIsAnsweredWithWhatIsThere() {
        assertThat(inStore.apply(CHANGES.subList(4, 5))).isEqualTo(send(new AppliedUpTo(3)));
    }

    @Test
    void ofAListWithAHoleTheBeginningIsPersisted() {
        assertThat(nobody.apply(List.of(CHANGES.get(3), CHANGES.get(0), CHANGES.get(1))))
                .isEqualTo(write(new Applied(CHANGES.subList(0, 2)), new AppliedUpTo(2)));
    }

    @Test
    void aWakeIsAnsweredWithWhatIsThere() {
        assertThat(inStore.apply(List.of())).isEqualTo(send(new AppliedUpTo(3)));
    }

    @Test
    void nothingIsAppliedAfterTheLastChange() {
        assertThat(left.apply(List.of(new Numbered(6, taken("wine", 1, 900)))))
                .isEqualTo(send(new AppliedUpTo(5)));
    }

    @Test
    void aVisitBeginsWithItsOpening() {
        assertThatThrownBy(() -> nobody.apply(numbered(taken("milk", 1, 120))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // Settling

    @Test
    void aVisitWithoutItsLastChangeOwesNothingYet() {
        assertThat(inStore.resume(THREE)).isEqualTo(NOTHING);
    }

    @Test
    void withItsLastChangeAVisitSettles() {
        assertThat(left.resume(THREE)).isEqualTo(write(new Settled(RECEIPT)));
    }

    @Test
    void theAttemptIsPersistedBeforeTheCall() {
        assertThat(settled.resume(THREE))
                .isEqualTo(
                        write(
                                new ChargeAttempted(1, TOTAL, PAYER),
                                new Charge(key(1), TOTAL, PAYER)));
    }

    @Test
    void thePayerBoundLastPays() {
        var other = new dev.aisle.protocols.kernel.PayerReference("p-2");
        var shopper =
                settled(
                        opened(),
                        bound(),
                        new Change.PayerBound(at(2), other),
                        taken("milk", 1, 120),
                        complete());
        assertThat(shopper.resume(THREE).events())
                .containsExactly(new ChargeAttempted(1, TOTAL, other));
    }

    @Test
    void withoutPayerItIsWrittenOff() {
        assertThat(settled(opened(), taken("milk", 1, 120), complete()).resume(THREE))
                .isEqualTo(write(new WrittenOff(Reason.NO_PAYER)));
    }

    @Test
    void whoWorksThereIsNeverCharged() {
        var badge = new Change.StaffBound(at(1));
        var staff = settled(opened(), badge, bound(), taken("milk", 1, 120), complete());

        assertThat(staff.resume(THREE)).isEqualTo(write(new WrittenOff(Reason.STAFF)));
    }

    @Test
    void whereNothingIsOwedNothingIsCharged() {
        var shopper =
                settled(opened(), bound(), taken("milk", 1, 120), putBack("milk", 1), complete());
        var receipt = shopper.view().receipt().orElseThrow();
        assertThat(shopper.resume(THREE))
                .isEqualTo(send(new RecordReceipt(receipt, Stage.NOTHING_OWED, Optional.empty())));
    }

    // Outcomes

    @Test
    void anAttemptWithoutOutcomeIsAskedAbout() {
        assertThat(attempted.resume(THREE)).isEqualTo(send(new AskProvider(key(1), TOTAL)));
    }

    @Test
    void whatTheProviderDoesNotKnowIsRepeatedUnderTheSameKey() {
        assertThat(attempted.outcome(1, new Outcome.NotKnown()))
                .isEqualTo(send(new Charge(key(1), TOTAL, PAYER)));
    }

    @Test
    void anUnknownOutcomeIsAskedAboutLater() {
        assertThat(attempted.outcome(1, new Outcome.Unknown("timed out")))
                .isEqualTo(send(new ResumeLater()));
    }

    @Test
    void aBookingIsPersisted() {
        assertThat(attempted.outcome(1, new Outcome.Booked("c-1")))
                .isEqualTo(write(new Charged(1, "c-1")));
    }

    @Test
    void aDeclineIsPersisted() {
        assertThat(attempted.outcome(1, new Outcome.Declined("no money")))
                .isEqualTo(write(new Declined(1, "no money")));
    }

    @Test
    void anOutcomeCountsOnce() {
        assertThat(paid.outcome(1, new Outcome.Booked("c-1"))).isEqualTo(NOTHING);
    }

    @Test
    void theOutcomeOfAnEarlierAttemptCountsNoMore() {
        var again = declined.evolve(new ChargeAttempted(2, TOTAL, PAYER));
        assertThat(again.outcome(1, new Outcome.Declined("no money"))).isEqualTo(NOTHING);
    }

    @Test
    void aDeclineIsFollowedByANewAttempt() {
        assertThat(declined.resume(THREE))
                .isEqualTo(
                        write(
                                new ChargeAttempted(2, TOTAL, PAYER),
                                new Charge(key(2), TOTAL, PAYER)));
    }

    @Test
    void theLastDeclineIsWrittenOff() {
        assertThat(declined.resume(1)).isEqualTo(write(new WrittenOff(Reason.DECLINED)));
    }

    @Test
    void whoseTokenIsGoneIsWrittenOff() {
        assertThat(attempted.outcome(1, new Outcome.NoToken()))
                .isEqualTo(write(new WrittenOff(Reason.NO_PAYER)));
    }

    // Closing

    @Test
    void whatIsPaidGoesToTheReadModel() {
        assertThat(paid.resume(THREE))
                .isEqualTo(send(new RecordReceipt(RECEIPT, Stage.PAID, Optional.of(TOTAL))));
    }

    @Test
    void whatIsWrittenOffGoesToTheReadModel() {
        assertThat(declined.evolve(new WrittenOff(Reason.DECLINED)).resume(THREE))
                .isEqualTo(send(new RecordReceipt(RECEIPT, Stage.WRITTEN_OFF, Optional.empty())));
    }

    @Test
    void whatIsRecordedIsClosed() {
        assertThat(paid.recorded(Stage.PAID)).isEqualTo(write(new Closed()));
    }

    @Test
    void whatIsNotRecordedIsTriedLater() {
        assertThat(paid.notRecorded()).isEqualTo(send(new ResumeLater()));
    }

    @Test
    void theAttributorIsToldWhenAllIsDone() {
        assertThat(closed.resume(THREE)).isEqualTo(send(new TellSettled()));
    }

    @Test
    void onlyWhoOwesNothingMaySleep() {
        assertThat(List.of(nobody, inStore, left, settled, attempted, declined, paid, closed))
                .extracting(Shopper::idle)
                .containsExactly(true, false, false, false, false, false, false, true);
    }

    // Two incarnations

    @Test
    void rowsOfASecondIncarnationChangeNothing() {
        assertThat(
                        List.<ShopperEvent>of(
                                        new Applied(CHANGES.subList(2, 5)),
                                        new Settled(RECEIPT),
                                        new ChargeAttempted(1, TOTAL, PAYER),
                                        new Charged(1, "c-1"),
                                        new Declined(1, "no money"),
                                        new WrittenOff(Reason.DECLINED),
                                        new Closed())
                                .stream()
                                .map(closed::evolve))
                .containsOnly(closed);
    }

    @Test
    void anAttemptThatIsWrittenTwiceIsOne() {
        assertThat(declined.evolve(new ChargeAttempted(1, TOTAL, PAYER))).isEqualTo(declined);
    }

    @Test
    void anAttemptBesideAWriteOffIsFollowedUp() {
        var offFirst =
                declined.evolve(new WrittenOff(Reason.DECLINED))
                        .evolve(new ChargeAttempted(2, TOTAL, PAYER));
        var offLast =
                declined.evolve(new ChargeAttempted(2, TOTAL, PAYER))
                        .evolve(new WrittenOff(Reason.DECLINED));
        assertThat(List.of(offFirst, offLast))
                .extracting(shopper -> shopper.resume(THREE))
                .containsOnly(send(new AskProvider(key(2), TOTAL)));
    }

    @Test
    void moneyThatMovedWinsOverAWriteOff() {
        var shopper = declined.evolve(new WrittenOff(Reason.DECLINED)).evolve(new Closed());
        assertThat(shopper.evolve(new Charged(2, "c-2")).resume(THREE))
                .isEqualTo(send(new RecordReceipt(RECEIPT, Stage.PAID, Optional.of(TOTAL))));
    }

    @Test
    void aCloseThatCameTooEarlyDoesNotCount() {
        assertThat(attempted.evolve(new Closed())).isEqualTo(attempted);
    }

    // Views

    @Test
    void aVisitThatNeverWasIsUnknown() {
        assertThat(nobody.view())
                .isEqualTo(
                        new ShopperReply.Visit(
                                VISIT,
                                Optional.empty(),
                                Optional.empty(),
                                new TreeMap<>(),
                                0,
                                Stage.UNKNOWN,
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void aPaidVisitShowsReceiptAndCharge() {
        assertThat(closed.view())
                .isEqualTo(
                        new ShopperReply.Visit(
                                VISIT,
                                Optional.of(new TrackId("t-1")),
                                Optional.of(at(0)),
                                new TreeMap<>(Map.of(new ProductCode("milk"), 1)),
                                5,
                                Stage.PAID,
                                Optional.of(RECEIPT),
                                Optional.of(TOTAL)));
    }

    private Shopper settled(Change... changes) {
        var shopper = nobody.evolve(new Applied(numbered(changes)));
        return shopper.evolve(shopper.resume(THREE).events().getFirst());
    }

    private static ChargeKey key(int attempt) {
        return new ChargeKey(STORE, VISIT, attempt);
    }
}
