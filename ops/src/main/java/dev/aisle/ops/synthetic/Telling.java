package dev.aisle.ops.synthetic;

import dev.aisle.ops.synthetic.SyntheticTruth.Deed;
import dev.aisle.ops.synthetic.SyntheticTruth.Payment;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Tells a store's truth in event time.
record Telling(SyntheticStore store, EventTime begin) {

    static SyntheticTruth of(SyntheticStore store, StoreId id, EventTime begin) {
        return new SyntheticTruth(
                id,
                store.plan().seed(),
                begin,
                begin.plusMicros(store.micros()),
                new Telling(store, begin).visits());
    }

    private List<SyntheticTruth.Visit> visits() {
        var visits = new ArrayList<SyntheticTruth.Visit>();
        for (var who : store.visitors()) {
            if (who.leader().isEmpty()) {
                visits.add(visit(who, membersOf(who)));
            }
        }
        return visits;
    }

    private List<Visitor> membersOf(Visitor who) {
        var leader = Optional.of(who.track());
        return store.visitors().stream().filter(each -> each.leader().equals(leader)).toList();
    }

    private SyntheticTruth.Visit visit(Visitor who, List<Visitor> members) {
        var all = Stream.concat(Stream.of(who), members.stream()).toList();
        var last =
                all.stream().max(Comparator.comparingDouble(each -> each.walk().end())).orElse(who);
        var acts =
                all.stream()
                        .flatMap(each -> each.acts().stream())
                        .sorted(Comparator.comparingDouble(Act::at))
                        .toList();
        var kept = new TreeMap<ProductCode, Integer>();
        for (var act : acts) {
            kept.merge(act.product(), act.isTaken() ? act.pieces() : -act.pieces(), Integer::sum);
        }
        kept.values().removeIf(pieces -> pieces == 0);
        return new SyntheticTruth.Visit(
                who.track(),
                members.stream().map(Visitor::track).toList(),
                store.hasBadge(who),
                at(who.walk().begin()),
                at(last.walk().end()),
                last.byDoor(),
                payment(who),
                kept,
                acts.stream().map(this::deed).toList(),
                members.isEmpty() && Solitude.isAlone(who, store.visitors()));
    }

    private Optional<Payment> payment(Visitor who) {
        return who.card()
                .map(card -> new Payment(card, at(who.walk().begin())))
                .or(() -> who.payment().map(paid -> new Payment(paid.token(), at(paid.at()))));
    }

    private Deed deed(Act act) {
        return new Deed(
                at(act.at()), act.isTaken(), act.product(), act.pieces(), act.row(), act.plate());
    }

    private EventTime at(double seconds) {
        return begin.plusMicros(Math.round(seconds * 1e6));
    }
}
