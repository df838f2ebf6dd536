package dev.aisle.ops.synthetic;

import dev.aisle.ops.synthetic.SyntheticTruth.Deed;
import dev.aisle.ops.synthetic.SyntheticTruth.Payment;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import java.util.TreeMap;

/// Tells a store's truth in event time.
final class Telling {

    private Telling() {}

    static SyntheticTruth of(SyntheticStore store, StoreId id, EventTime begin) {
        var visits = store.visitors().stream().map(who -> visit(who, store, begin)).toList();
        return new SyntheticTruth(
                id, store.plan().seed(), begin, begin.plusMicros(store.micros()), visits);
    }

    private static SyntheticTruth.Visit visit(Visitor who, SyntheticStore store, EventTime begin) {
        var kept = new TreeMap<ProductCode, Integer>();
        for (var act : who.acts()) {
            kept.merge(act.product(), act.isTaken() ? act.pieces() : -act.pieces(), Integer::sum);
        }
        kept.values().removeIf(pieces -> pieces == 0);
        return new SyntheticTruth.Visit(
                who.track(),
                at(begin, who.walk().begin()),
                at(begin, who.walk().end()),
                who.byDoor(),
                who.payment().map(paid -> new Payment(paid.token(), at(begin, paid.at()))),
                kept,
                who.acts().stream().map(act -> deed(act, begin)).toList(),
                Solitude.isAlone(who, store.visitors()));
    }

    private static Deed deed(Act act, EventTime begin) {
        return new Deed(
                at(begin, act.at()),
                act.isTaken(),
                act.product(),
                act.pieces(),
                act.row(),
                act.plate());
    }

    private static EventTime at(EventTime begin, double seconds) {
        return begin.plusMicros(Math.round(seconds * 1e6));
    }
}
