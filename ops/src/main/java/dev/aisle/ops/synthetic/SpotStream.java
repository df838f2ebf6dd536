package dev.aisle.ops.synthetic;

import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// What a door or a terminal says: what happens there, and five times a second that nothing did.
final class SpotStream implements Iterator<Feed> {

    private static final long TICK = 200_000;
    private static final long LATE = 30_000;

    private final DeviceId device;
    private final List<Event> events;
    private final EventTime begin;
    private final long micros;
    private int next;
    private long tick = TICK;
    private boolean begun;
    private boolean ended;

    /// @param at microseconds from the beginning
    record Event(long at, Said said) {}

    /// Makes what is said of the moment.
    interface Said {
        Feed at(EventTime at, Instant arrival);
    }

    /// @param events whose times rise strictly, none at the beginning or the end
    /// @param micros how long the store runs
    SpotStream(DeviceId device, List<Event> events, EventTime begin, long micros) {
        this.device = device;
        this.events = List.copyOf(events);
        this.begin = begin;
        this.micros = micros;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public Feed next() {
        if (ended) {
            throw new NoSuchElementException(device + " has ended");
        }
        if (!begun) {
            begun = true;
            return new Feed.Begin(device, begin, begin.instant());
        }
        if (next < events.size() && events.get(next).at() <= tick) {
            var event = events.get(next++);
            tick = event.at() == tick ? tick + TICK : tick;
            var at = begin.plusMicros(event.at());
            return event.said().at(at, at.plusMicros(LATE).instant());
        }
        if (tick >= micros) {
            ended = true;
            var end = begin.plusMicros(micros);
            return new Feed.End(device, end, end.plusMicros(LATE).instant());
        }
        var at = begin.plusMicros(tick);
        tick += TICK;
        return new Feed.Covered(device, at, at.plusMicros(LATE).instant());
    }
}
