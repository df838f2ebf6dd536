package dev.aisle.ops.gateway;

import dev.aisle.protocols.kernel.EventTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The records that one device holds, by number, and what they take of the common room.
final class Held {

    private final Room room;
    private final NavigableMap<Long, Kept> records = new TreeMap<>();
    private long bytes;

    /// Event time of the last record forgotten.
    private Optional<EventTime> forgotten = Optional.empty();

    Held(Room room) {
        this.room = room;
    }

    void add(Kept kept) {
        records.put(kept.seq(), kept);
        bytes += kept.said().bytes();
        room.add(kept.said().bytes());
    }

    void remove(Kept kept) {
        records.remove(kept.seq());
        bytes -= kept.said().bytes();
        room.add(-kept.said().bytes());
    }

    /// Removes the oldest, which is acknowledged.
    void forget(Kept oldest) {
        remove(oldest);
        forgotten = Optional.of(oldest.said().last());
    }

    boolean fits(Said said) {
        return room.fits(records.size(), bytes, said.bytes());
    }

    boolean isRoomy() {
        return room.isRoomy(records.size(), bytes);
    }

    /// Whether there is room for a mark that says what is missing, if for nothing else.
    boolean fitsGap() {
        return records.size() < room.limits().records() + room.limits().gaps();
    }

    int size() {
        return records.size();
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    Optional<Kept> oldest() {
        return Optional.ofNullable(records.firstEntry()).map(Map.Entry::getValue);
    }

    Optional<Kept> newest() {
        return Optional.ofNullable(records.lastEntry()).map(Map.Entry::getValue);
    }

    /// The record that has this number.
    Optional<Kept> at(long seq) {
        return Optional.ofNullable(records.floorEntry(seq))
                .map(Map.Entry::getValue)
                .filter(kept -> kept.next() > seq);
    }

    /// The records from this number on.
    Collection<Kept> from(long seq) {
        return records.tailMap(seq, true).values();
    }

    /// The records that end by an instant, oldest first.
    List<Kept> upTo(EventTime until) {
        return records.values().stream()
                .takeWhile(kept -> !kept.said().last().isAfter(until))
                .toList();
    }

    /// Event time of the record before this number; absent before the first of all.
    Optional<EventTime> timeBefore(long seq) {
        return Optional.ofNullable(records.lowerEntry(seq))
                .map(before -> before.getValue().said().last())
                .or(() -> forgotten);
    }

    /// Where the record that has this number begins; the number itself where none is held.
    long boundary(long seq) {
        return at(seq).map(Kept::seq).orElse(seq);
    }
}
