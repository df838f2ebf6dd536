package dev.aisle.runtime.placement;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// A node that may take stores: it is up, reachable, of the newest version, and not being emptied.
///
/// @param address of its remoting; tells nodes apart
/// @param labels that it carries
public record Host(String address, SortedSet<String> labels) implements Comparable<Host> {

    public Host {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    }

    boolean carriesOneOf(Collection<String> some) {
        return some.stream().anyMatch(labels::contains);
    }

    @Override
    public int compareTo(Host other) {
        return address.compareTo(other.address);
    }
}
