package dev.aisle.runtime.placement;

import dev.aisle.protocols.kernel.StoreId;
import java.util.Comparator;

/// A part of a store that is placed as a whole: all entity types of its slots live on one node.
///
/// @param number from 0
public record Group(StoreId store, int number) implements Comparable<Group> {

    private static final Comparator<Group> ORDER =
            Comparator.comparing(Group::store).thenComparingInt(Group::number);

    /// The group of a slot: ⌊slot · shards / slots⌋, so that a store's groups hold as many slots as
    /// each other, or one more.
    ///
    /// @param shards of the store, 1 to `slots`
    public static Group of(StoreId store, int slot, int shards, int slots) {
        return new Group(store, slot * Math.min(shards, slots) / slots);
    }

    /// How many slots it holds.
    int slots(int shards, int slots) {
        int groups = Math.min(shards, slots);
        return first(number + 1, groups, slots) - first(number, groups, slots);
    }

    /// The first slot of a group: the least one of which ⌊slot · groups / slots⌋ is its number.
    private static int first(int number, int groups, int slots) {
        return (number * slots + groups - 1) / groups;
    }

    @Override
    public int compareTo(Group other) {
        return ORDER.compare(this, other);
    }
}
