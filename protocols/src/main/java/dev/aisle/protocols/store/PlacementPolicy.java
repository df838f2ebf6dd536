package dev.aisle.protocols.store;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Where a store may live, and over how many groups its slots spread. A node carries labels, such
/// as `region=fr`.
///
/// @param home where it lives: on nodes that carry one of these; on any node where there are none
/// @param backup where it lives while no node of its home is there; nowhere where there are none
/// @param forbidden where it never lives, come what may
/// @param maxNodes over how many nodes it spreads at most, 1 or more; over any number where absent
/// @param shards over how many groups its slots spread, each of which is placed by itself: 1 or
///   more
public record PlacementPolicy(
        SortedSet<String> home,
        SortedSet<String> backup,
        SortedSet<String> forbidden,
        Optional<Integer> maxNodes,
        int shards) {

    /// Anywhere, in one piece.
    public static final PlacementPolicy ANYWHERE =
            new PlacementPolicy(
                    Collections.emptySortedSet(),
                    Collections.emptySortedSet(),
                    Collections.emptySortedSet(),
                    Optional.empty(),
                    1);

    public PlacementPolicy {
        home = Collections.unmodifiableSortedSet(new TreeSet<>(home));
        backup = Collections.unmodifiableSortedSet(new TreeSet<>(backup));
        forbidden = Collections.unmodifiableSortedSet(new TreeSet<>(forbidden));
        if (shards < 1) {
            throw new IllegalArgumentException("a store has 1 shard at least, not " + shards);
        }
        if (maxNodes.filter(most -> most < 1).isPresent()) {
            throw new IllegalArgumentException(
                    "a store lives on 1 node at least, not " + maxNodes.get());
        }
    }

    public PlacementPolicy withShards(int other) {
        return new PlacementPolicy(home, backup, forbidden, maxNodes, other);
    }

    public PlacementPolicy withHome(SortedSet<String> other) {
        return new PlacementPolicy(other, backup, forbidden, maxNodes, shards);
    }
}
