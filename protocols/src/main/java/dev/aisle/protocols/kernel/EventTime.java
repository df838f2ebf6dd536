package dev.aisle.protocols.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When something happened in the store, as the device says: microseconds since
/// 1970-01-01T00:00:00Z.
///
/// @param micros any value; [#BEGINNING] and [#END] stand for "since ever" and "for ever"
public record EventTime(@JsonValue long micros) implements Comparable<EventTime> {

    public static final EventTime BEGINNING = new EventTime(Long.MIN_VALUE);
    public static final EventTime END = new EventTime(Long.MAX_VALUE);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EventTime {}

    public static EventTime of(Instant instant) {
        return new EventTime(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    /// On the UTC time-line.
    ///
    /// @throws java.time.DateTimeException for [#BEGINNING] and [#END]
    public Instant instant() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// Stays at [#BEGINNING] and [#END].
    public EventTime plus(Duration duration) {
        return plusMicros(duration.toNanos() / 1_000);
    }

    public EventTime minus(Duration duration) {
        return plusMicros(-(duration.toNanos() / 1_000));
    }

    public EventTime plusMicros(long more) {
        if (equals(BEGINNING) || equals(END)) {
            return this;
        }
        long sum = micros + more;
        boolean overflown = ((micros ^ sum) & (more ^ sum)) < 0;
        return overflown ? (more > 0 ? END : BEGINNING) : new EventTime(sum);
    }

    public boolean isBefore(EventTime other) {
        return micros < other.micros;
    }

    public boolean isAfter(EventTime other) {
        return micros > other.micros;
    }

    public static EventTime min(EventTime one, EventTime other) {
        return one.micros <= other.micros ? one : other;
    }

    public static EventTime max(EventTime one, EventTime other) {
        return one.micros >= other.micros ? one : other;
    }

    @Override
    public int compareTo(EventTime other) {
        return Long.compare(micros, other.micros);
    }

    @Override
    public String toString() {
        return equals(BEGINNING) ? "beginning" : equals(END) ? "end" : instant().toString();
    }
}
