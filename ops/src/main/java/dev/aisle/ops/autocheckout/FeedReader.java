package dev.aisle.ops.autocheckout;

import dev.aisle.protocols.kernel.DeviceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/// A recording's feed, read lazily: it holds a few seconds of the recording, whatever its length.
public final class FeedReader implements Iterator<Feed>, AutoCloseable {

    private record Numbered(long number, Feed feed) {}

    private final Merge merge;
    private final FeedOrder order;

    /// By arrival, all that happened up to now and arrives later.
    private final PriorityQueue<Numbered> underway =
            new PriorityQueue<>(
                    Comparator.comparing((Numbered item) -> item.feed().arrival())
                            .thenComparingLong(Numbered::number));

    private final Map<DeviceId, Instant> lastArrival = new HashMap<>();
    private long count;

    FeedReader(Merge merge, FeedOrder order) {
        this.merge = merge;
        this.order = order;
    }

    @Override
    public boolean hasNext() {
        return merge.hasNext() || !underway.isEmpty();
    }

    @Override
    public Feed next() {
        return switch (order) {
            case EVENT_TIME -> happened();
            case ARRIVAL -> arrived();
        };
    }

    private Feed happened() {
        var feed = merge.next();
        var last = lastArrival.getOrDefault(feed.device(), Instant.MIN);
        var arrival = feed.arrival().isBefore(last) ? last : feed.arrival();
        lastArrival.put(feed.device(), arrival);
        return feed.arriving(arrival);
    }

    /// Nothing arrives before it happens: what arrives by the time of the next that happens is
    /// next.
    private Feed arrived() {
        while (merge.hasNext()
                && (underway.isEmpty()
                        || underway.element()
                                .feed()
                                .arrival()
                                .isAfter(merge.peek().at().instant()))) {
            underway.add(new Numbered(count++, happened()));
        }
        if (underway.isEmpty()) {
            throw new NoSuchElementException("the feed has ended");
        }
        return underway.remove().feed();
    }

    @Override
    public void close() {
        merge.close();
    }
}
