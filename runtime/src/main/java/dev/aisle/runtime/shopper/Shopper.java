package dev.aisle.runtime.shopper;

import static dev.aisle.runtime.shopper.ShopperStep.NOTHING;
import static dev.aisle.runtime.shopper.ShopperStep.send;
import static dev.aisle.runtime.shopper.ShopperStep.write;

import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.protocols.shopper.ShopperEvent.Applied;
import dev.aisle.protocols.shopper.ShopperEvent.ChargeAttempted;
import dev.aisle.protocols.shopper.ShopperEvent.Charged;
import dev.aisle.protocols.shopper.ShopperEvent.Closed;
import dev.aisle.protocols.shopper.ShopperEvent.Reason;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.shopper.ShopperReply.Stage;
import dev.aisle.runtime.kernel.Gaps;
import dev.aisle.runtime.kernel.Till;
import dev.aisle.runtime.shopper.Settlement.Attempted;
import dev.aisle.runtime.shopper.Settlement.Declined;
import dev.aisle.runtime.shopper.Settlement.Open;
import dev.aisle.runtime.shopper.Settlement.Owed;
import dev.aisle.runtime.shopper.Settlement.Paid;
import dev.aisle.runtime.shopper.Settlement.Settled;
import dev.aisle.runtime.shopper.Settlement.WrittenOff;
import dev.aisle.runtime.shopper.ShopperStep.Send.AppliedUpTo;
import dev.aisle.runtime.shopper.ShopperStep.Send.AskProvider;
import dev.aisle.runtime.shopper.ShopperStep.Send.Charge;
import dev.aisle.runtime.shopper.ShopperStep.Send.RecordReceipt;
import dev.aisle.runtime.shopper.ShopperStep.Send.ResumeLater;
import dev.aisle.runtime.shopper.ShopperStep.Send.TellSettled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The rules of one visit: each change counts once, and each receipt is paid at most once.
///
/// Whoever drives it asks [#resume] after every step until a step holds a call or nothing. After a
/// start that is all it takes: an attempt without an outcome is then asked about, never repeated
/// blindly.
///
/// Two incarnations may write at once. Both fold the same numbered changes to the same receipt and
/// the same keys, so whatever rows interleave, [#evolve] ends at the same state; where they
/// disagree, money that moved wins, and an attempt that may have moved money is followed up.
///
/// @param changes 1 … n, without a hole
/// @param closed the read model has the receipt
public record Shopper(
        StoreId store,
        VisitId visit,
        List<Numbered> changes,
        Settlement settlement,
        boolean closed) {

    public Shopper {
        changes = List.copyOf(changes);
    }

    public static Shopper empty(StoreId store, VisitId visit) {
        return new Shopper(store, visit, List.of(), new Open(), false);
    }

    /// From the Attributor. The answer names what the journal holds, which is also how a hole is
    /// reported: the next number is `number` + 1.
    ///
    /// @throws IllegalArgumentException where the first change does not open the visit
    public ShopperStep apply(List<Numbered> offered) {
        var next = continuation(offered);
        if (next.isEmpty()) {
            return send(new AppliedUpTo(applied()));
        }
        if (changes.isEmpty() && !(next.getFirst().change() instanceof Change.Opened)) {
            throw new IllegalArgumentException(
                    "visit "
                            + visit
                            + " begins with "
                            + next.getFirst()
                            + ", not with its opening");
        }
        return write(new Applied(next), new AppliedUpTo(next.getLast().number()));
    }

    /// What is owed now, while nothing is under way.
    public ShopperStep resume(int maxAttempts) {
        return switch (settlement) {
            case Open _ -> receipt().map(Shopper::settle).orElse(NOTHING);
            case Settled _ when closed -> send(new TellSettled());
            case Owed(var receipt) when owesNothing(receipt) -> record();
            case Owed _ when isStaff() -> write(new ShopperEvent.WrittenOff(Reason.STAFF));
            case Owed(var receipt) -> attempt(1, receipt.total());
            case Attempted(_, var attempt, var amount, _) ->
                    send(new AskProvider(key(attempt), amount));
            case Declined(_, var attempt) when attempt >= maxAttempts ->
                    write(new ShopperEvent.WrittenOff(Reason.DECLINED));
            case Declined(var receipt, var attempt) -> attempt(attempt + 1, receipt.total());
            case Paid _, WrittenOff _ -> record();
        };
    }

    /// Of an attempt; it counts where that is the one whose outcome is open.
    public ShopperStep outcome(int attempt, Outcome outcome) {
        if (!(settlement instanceof Attempted(_, var open, var amount, var payer))
                || open != attempt) {
            return NOTHING;
        }
        return switch (outcome) {
            case Outcome.Booked(var confirmation) -> write(new Charged(attempt, confirmation));
            case Outcome.Declined(var reason) -> write(new ShopperEvent.Declined(attempt, reason));
            case Outcome.NotKnown _ -> send(new Charge(key(attempt), amount, payer));
            case Outcome.Unknown _ -> send(new ResumeLater());
            case Outcome.NoToken _ -> write(new ShopperEvent.WrittenOff(Reason.NO_PAYER));
        };
    }

    /// The read model has the receipt as of this stage.
    public ShopperStep recorded(Stage stage) {
        return closed || stage != stage() ? NOTHING : write(new Closed());
    }

    /// The read model did not take the receipt.
    public ShopperStep notRecorded() {
        return closed ? NOTHING : send(new ResumeLater());
    }

    /// Total: replays every event ever written, whichever incarnation wrote it.
    public Shopper evolve(ShopperEvent event) {
        return switch (event) {
            case Applied(var more) -> with(continuation(more));
            case ShopperEvent.Settled(var receipt) ->
                    settlement instanceof Open ? with(new Owed(receipt)) : this;
            case ChargeAttempted(var attempt, var amount, var payer) ->
                    switch (settlement) {
                        case Open _, Paid _ -> this;
                        case Settled settled when settled.attempt() >= attempt -> this;
                        case Settled settled ->
                                with(new Attempted(settled.receipt(), attempt, amount, payer));
                    };
            case Charged(var attempt, var confirmation) ->
                    switch (settlement) {
                        case Open _, Paid _ -> this;
                        case Settled settled ->
                                with(
                                        new Paid(
                                                settled.receipt(),
                                                attempt,
                                                settled.receipt().total(),
                                                confirmation));
                    };
            case ShopperEvent.Declined(var attempt, _) ->
                    settlement instanceof Attempted(var receipt, var open, _, _) && open == attempt
                            ? with(new Declined(receipt, attempt))
                            : this;
            case ShopperEvent.WrittenOff(var reason) -> writeOff(reason);
            case Closed _ ->
                    isFinal() ? new Shopper(store, visit, changes, settlement, true) : this;
        };
    }

    /// Number of the last change.
    public long applied() {
        return changes.isEmpty() ? 0 : changes.getLast().number();
    }

    public Stage stage() {
        return switch (settlement) {
            case Open _ -> changes.isEmpty() ? Stage.UNKNOWN : Stage.SHOPPING;
            case Owed(var receipt) when owesNothing(receipt) -> Stage.NOTHING_OWED;
            case Owed _, Attempted _, Declined _ -> Stage.SETTLED;
            case Paid _ -> Stage.PAID;
            case WrittenOff _ -> Stage.WRITTEN_OFF;
        };
    }

    /// Whether it may sleep: it is closed, or never began.
    public boolean idle() {
        return closed || changes.isEmpty();
    }

    public ShopperReply.Visit view() {
        var opened = opened();
        return new ShopperReply.Visit(
                visit,
                opened.map(Change.Opened::track),
                opened.map(Change.Opened::at),
                Till.basket(plain()),
                applied(),
                stage(),
                settlement instanceof Settled settled
                        ? Optional.of(settled.receipt())
                        : Optional.empty(),
                charged());
    }

    private List<Numbered> continuation(List<Numbered> offered) {
        var next = new ArrayList<Numbered>();
        long last = applied();
        boolean complete = complete().isPresent();
        for (var change :
                offered.stream().sorted(Comparator.comparingLong(Numbered::number)).toList()) {
            if (change.number() == last + 1 && !complete) {
                next.add(change);
                last = change.number();
                complete = change.change() instanceof Change.Complete;
            }
        }
        return next;
    }

    private Shopper with(List<Numbered> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(changes);
        all.addAll(more);
        return new Shopper(store, visit, all, settlement, closed);
    }

    private Shopper with(Settlement next) {
        return new Shopper(store, visit, changes, next, false);
    }

    private Shopper writeOff(Reason reason) {
        return switch (settlement) {
            case Open _, Paid _, WrittenOff _ -> this;
            // Another incarnation tried once more; that attempt may have moved money. Only the
            // loss of the token ends an attempt itself.
            case Attempted _ when reason == Reason.DECLINED -> this;
            case Settled settled ->
                    with(new WrittenOff(settled.receipt(), settled.attempt(), reason));
        };
    }

    private static ShopperStep settle(Receipt receipt) {
        return write(new ShopperEvent.Settled(receipt));
    }

    private ShopperStep attempt(int attempt, Money amount) {
        return payer().map(payer ->
                        write(
                                new ChargeAttempted(attempt, amount, payer),
                                new Charge(key(attempt), amount, payer)))
                .orElse(write(new ShopperEvent.WrittenOff(Reason.NO_PAYER)));
    }

    private ShopperStep record() {
        return settlement instanceof Settled settled
                ? send(new RecordReceipt(settled.receipt(), stage(), charged()))
                : NOTHING;
    }

    private ChargeKey key(int attempt) {
        return new ChargeKey(store, visit, attempt);
    }

    private boolean isFinal() {
        return switch (stage()) {
            case PAID, NOTHING_OWED, WRITTEN_OFF -> true;
            case UNKNOWN, SHOPPING, SETTLED -> false;
        };
    }

    private static boolean owesNothing(Receipt receipt) {
        return receipt.total().minor() <= 0;
    }

    private Optional<Money> charged() {
        return settlement instanceof Paid paid ? Optional.of(paid.charged()) : Optional.empty();
    }

    /// Once the last change is there.
    private Optional<Receipt> receipt() {
        return opened().flatMap(opened -> complete().map(complete -> receipt(opened, complete)));
    }

    private Receipt receipt(Change.Opened opened, Change.Complete complete) {
        var sum = Till.add(plain(), opened.currency(), opened.taxMode());
        var missing =
                plain().stream()
                        .filter(Change.Marked.class::isInstance)
                        .flatMap(change -> ((Change.Marked) change).missing().stream())
                        .toList();
        return new Receipt(
                store,
                visit,
                opened.track(),
                opened.at(),
                complete.at(),
                opened.taxMode(),
                sum.lines(),
                sum.net(),
                sum.tax(),
                sum.total(),
                Gaps.merged(missing));
    }

    private List<Change> plain() {
        return changes.stream().map(Numbered::change).toList();
    }

    private Optional<Change.Opened> opened() {
        return !changes.isEmpty() && changes.getFirst().change() instanceof Change.Opened opened
                ? Optional.of(opened)
                : Optional.empty();
    }

    private Optional<Change.Complete> complete() {
        return !changes.isEmpty() && changes.getLast().change() instanceof Change.Complete complete
                ? Optional.of(complete)
                : Optional.empty();
    }

    private boolean isStaff() {
        return plain().stream().anyMatch(Change.StaffBound.class::isInstance);
    }

    /// The last one bound.
    private Optional<PayerReference> payer() {
        return changes.reversed().stream()
                .map(Numbered::change)
                .filter(Change.PayerBound.class::isInstance)
                .map(change -> ((Change.PayerBound) change).payer())
                .findFirst();
    }
}
