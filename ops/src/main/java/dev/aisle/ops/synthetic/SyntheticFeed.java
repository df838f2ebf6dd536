package dev.aisle.ops.synthetic;

import dev.aisle.ops.autocheckout.Feed;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/// What all devices say, in the order of arrival, then of device. It is made as it is asked for,
/// and holds one record of each device.
public final class SyntheticFeed implements Iterator<Feed> {

    private record Head(Feed feed, int stream) {}

    private final List<? extends Iterator<Feed>> streams;
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(
                    Comparator.comparing((Head head) -> head.feed().arrival())
                            .thenComparingInt(Head::stream));

    SyntheticFeed(List<? extends Iterator<Feed>> streams) {
        this.streams = List.copyOf(streams);
        for (int i = 0; i < streams.size(); i++) {
            advance(i);
        }
    }

    private void advance(int stream) {
        var from = streams.get(stream);
        if (from.hasNext()) {
            heads.add(new Head(from.next(), stream));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public Feed next() {
        var head = heads.poll();
        if (head == null) {
            throw new NoSuchElementException("the feed has ended");
        }
        advance(head.stream());
        return head.feed();
    }
}
