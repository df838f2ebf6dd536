package dev.aisle.runtime.placement;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The nodes of a cluster, as one of them sees them.
///
/// @param all in order of address
public record Members(List<Member> all) {

    /// How far a node is on its way through the cluster.
    public enum Status {
        JOINING,
        UP,
        LEAVING,
        GONE
    }

    /// One node.
    ///
    /// @param address of its remoting
    /// @param version of the product; versions are ordered by dots and numbers, as `1.10.0` after
    ///   `1.9.2`
    /// @param isReachable as the one sees it who looks
    /// @param isDraining it is being emptied, and takes nothing more
    public record Member(
            String address,
            SortedSet<String> labels,
            String version,
            Status status,
            boolean isReachable,
            boolean isDraining) {

        public Member {
            labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        }

        boolean isServing() {
            return status == Status.UP && isReachable;
        }
    }

    /// Numbers by their value, all else by its spelling.
    private static final Comparator<String> VERSIONS = Members::compare;

    public Members {
        all = all.stream().sorted(Comparator.comparing(Member::address)).toList();
    }

    /// Those that may take stores: up, reachable, of the newest version among these, and not being
    /// emptied.
    public List<Host> hosts() {
        var serving = all.stream().filter(Member::isServing).filter(each -> !each.isDraining());
        var candidates = serving.toList();
        var newest = candidates.stream().map(Member::version).max(VERSIONS);
        return candidates.stream()
                .filter(each -> newest.equals(Optional.of(each.version())))
                .map(each -> new Host(each.address(), each.labels()))
                .toList();
    }

    /// Whether nothing is going on, so that stores may move for no better reason than their place:
    /// all are up, reachable and of one version.
    public boolean isCalm() {
        return all.stream().allMatch(Member::isServing)
                && all.stream().map(Member::version).distinct().count() <= 1;
    }

    Optional<Member> member(String address) {
        return all.stream().filter(each -> each.address().equals(address)).findFirst();
    }

    private static int compare(String one, String other) {
        var first = one.split("\\.", -1);
        var second = other.split("\\.", -1);
        for (int i = 0; i < Math.min(first.length, second.length); i++) {
            int order = comparePart(first[i], second[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(first.length, second.length);
    }

    private static int comparePart(String one, String other) {
        boolean numbers = isNumber(one) && isNumber(other);
        return numbers
                ? Long.compare(Long.parseLong(one), Long.parseLong(other))
                : one.compareTo(other);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty()
                && part.length() < 18
                && part.chars().allMatch(each -> each >= '0' && each <= '9');
    }
}
