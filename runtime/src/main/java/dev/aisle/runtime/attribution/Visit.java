package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Missing;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.runtime.kernel.Gaps;
import dev.aisle.runtime.kernel.Till;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A visit until its shopper has settled.
///
/// @param holds pieces of each product, above 0
/// @param missing what it was told to lack, as few gaps as say it
/// @param changes all, in the order of their numbers, from 1
/// @param ended how and when; absent while it goes on
public record Visit(
        TrackId track,
        EventTime opened,
        Optional<PayerReference> payer,
        SortedMap<ProductCode, Integer> holds,
        List<Missing> missing,
        List<Numbered> changes,
        Optional<Ended> ended,
        boolean complete) {

    /// How a visit ended.
    public record Ended(EventTime at, Change.Ending ending) {}

    public Visit {
        holds = Collections.unmodifiableSortedMap(new TreeMap<>(holds));
        missing = List.copyOf(missing);
        changes = List.copyOf(changes);
    }

    static Visit opened(Change.Opened opened) {
        return new Visit(
                opened.track(),
                opened.at(),
                Optional.empty(),
                new TreeMap<>(),
                List.of(),
                List.of(new Numbered(1, opened)),
                Optional.empty(),
                false);
    }

    /// Whether it goes on at this time.
    boolean isOpenAt(EventTime at) {
        return ended.map(end -> !end.at().isBefore(at)).orElse(true);
    }

    Visit with(Change change) {
        var more = new ArrayList<>(changes);
        more.add(new Numbered(changes.size() + 1L, change));
        return switch (change) {
            case Change.Opened _ -> this;
            case Change.PayerBound(_, var by) ->
                    new Visit(
                            track, opened, Optional.of(by), holds, missing, more, ended, complete);
            case Change.StaffBound _ ->
                    new Visit(track, opened, payer, holds, missing, more, ended, complete);
            case Change.Taken taken -> holding(taken.product(), taken.quantity(), more);
            case Change.PutBack back -> holding(back.product(), -back.quantity(), more);
            case Change.Marked(_, var gaps) -> {
                var all = new ArrayList<>(missing);
                all.addAll(gaps);
                var merged = Gaps.merged(all);
                yield new Visit(track, opened, payer, holds, merged, more, ended, complete);
            }
            case Change.Complete _ ->
                    new Visit(track, opened, payer, holds, missing, more, ended, true);
        };
    }

    private Visit holding(ProductCode product, int pieces, List<Numbered> more) {
        var next = new TreeMap<>(holds);
        next.merge(product, pieces, Integer::sum);
        next.values().removeIf(count -> count <= 0);
        return new Visit(track, opened, payer, next, missing, more, ended, complete);
    }

    /// Whether it is somebody who works here.
    boolean isStaff() {
        return changes.stream().anyMatch(each -> each.change() instanceof Change.StaffBound);
    }

    /// Whether it was opened, and nothing more.
    boolean isBlank() {
        return changes.size() == 1 && ended.isEmpty();
    }

    /// What would be on the receipt if nothing else came.
    Till.Total sum() {
        var plain = changes.stream().map(Numbered::change).toList();
        return switch (plain.getFirst()) {
            case Change.Opened opened -> Till.add(plain, opened.currency(), opened.taxMode());
            default -> throw new IllegalStateException("a visit begins with Opened: " + plain);
        };
    }

    Visit with(Ended end) {
        return new Visit(track, opened, payer, holds, missing, changes, Optional.of(end), complete);
    }
}
