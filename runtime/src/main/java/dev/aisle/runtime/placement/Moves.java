package dev.aisle.runtime.placement;

import dev.aisle.protocols.kernel.StoreId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Which slots of one entity type are not where they belong, and may leave where they are.
///
/// Guards: a slot leaves a node that is being emptied at any time; for all other reasons it moves
/// only while the cluster is calm. It never leaves a node that is not up, for the hand-off would
/// wait for the dead; nor leaves at all where nobody may take it.
public final class Moves {

    /// A slot of a store, which all entity types have.
    public record Slot(StoreId store, int number) implements Comparable<Slot> {

        private static final Comparator<Slot> ORDER =
                Comparator.comparing(Slot::store).thenComparingInt(Slot::number);

        @Override
        public int compareTo(Slot other) {
            return ORDER.compare(this, other);
        }
    }

    /// One that should move.
    ///
    /// @param from address of the node where it is
    /// @param to where it belongs
    /// @param drains it leaves because its node is being emptied
    public record Move(Slot slot, String from, Host to, boolean drains) {}

    private Moves() {}

    /// In order of slot.
    ///
    /// @param where each slot of the type is, by address
    public static List<Move> wanted(
            SortedMap<Slot, String> where, Placement placement, Members members) {
        var calm = members.isCalm();
        var moves = new ArrayList<Move>();
        where.forEach((slot, address) ->
                move(slot, address, placement, members)
                        .filter(move -> calm || move.drains())
                        .ifPresent(moves::add));
        return moves;
    }

    private static Optional<Move> move(
            Slot slot, String address, Placement placement, Members members) {
        var here = members.member(address).filter(Members.Member::isServing);
        var there = placement.host(slot.store(), slot.number());
        if (here.isEmpty() || there.isEmpty() || there.get().address().equals(address)) {
            return Optional.empty();
        }
        return Optional.of(new Move(slot, address, there.get(), here.get().isDraining()));
    }

    /// Slots that all types together have on their way, so that few stores wait at a time and a
    /// slot's types move together: the first few, in order, that any type still has to move. The
    /// others wait until all types are done with one of these.
    ///
    /// @param owed by each type: what it wants to move, and what it has on its way
    /// @param budget how many at a time
    public static List<Slot> admitted(SortedMap<String, List<Slot>> owed, int budget) {
        return owed.values().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .limit(budget)
                .toList();
    }
}
