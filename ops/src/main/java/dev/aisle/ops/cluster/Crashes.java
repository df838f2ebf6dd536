package dev.aisle.ops.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// When a node ended unasked, and what follows: each restart waits twice as long as the one before,
/// and too many crashes are no accident.
///
/// @param nanos of a clock that never goes back, in order
record Crashes(List<Long> nanos) {

    static final Crashes NONE = new Crashes(List.of());

    Crashes {
        nanos = List.copyOf(nanos);
    }

    /// With one more; those of long ago are forgotten.
    Crashes and(long now, RestartSettings settings) {
        var recent = nanos.stream().filter(at -> now - at < settings.within().toNanos()).toList();
        return new Crashes(Stream.concat(recent.stream(), Stream.of(now)).toList());
    }

    int count() {
        return nanos.size();
    }

    /// How long to wait before the node is started again; absent where it has ended too often.
    Optional<Duration> pause(RestartSettings settings) {
        if (count() > settings.most()) {
            return Optional.empty();
        }
        var pause = settings.first();
        for (int i = 1; i < count() && pause.compareTo(settings.longest()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return Optional.of(pause.compareTo(settings.longest()) > 0 ? settings.longest() : pause);
    }
}
