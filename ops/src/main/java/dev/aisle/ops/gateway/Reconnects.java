package dev.aisle.ops.gateway;

import dev.aisle.ops.gateway.GatewayReport.FirstAcknowledged;
import dev.aisle.ops.gateway.GatewayReport.Named;
import dev.aisle.ops.gateway.GatewayReport.Reconnect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The story of the streams lost, for the report.
final class Reconnects {

    private final int limit;
    private final Deque<Reconnect> told = new ArrayDeque<>();
    private Optional<Current> current = Optional.empty();
    private Optional<String> lost = Optional.empty();
    private long lostAt;
    private int attempts;
    private long number;
    private long connects;

    /// The reconnect whose stream is open.
    private static final class Current {
        final Reconnect welcomed;
        final TreeMap<String, Named> resent = new TreeMap<>();
        Optional<Named> first = Optional.empty();
        Optional<FirstAcknowledged> acknowledged = Optional.empty();

        Current(Reconnect welcomed) {
            this.welcomed = welcomed;
        }

        Reconnect told() {
            return new Reconnect(
                    welcomed.number(),
                    welcomed.lost(),
                    welcomed.node(),
                    welcomed.attempts(),
                    welcomed.away(),
                    first,
                    List.copyOf(resent.values()),
                    acknowledged);
        }
    }

    Reconnects(int limit) {
        this.limit = limit;
    }

    void attempt() {
        attempts++;
    }

    /// A stream that had been accepted is lost.
    void lost(String why, long now) {
        current.map(Current::told).ifPresent(this::tell);
        current = Optional.empty();
        lost = Optional.of(why);
        lostAt = now;
        attempts = 0;
    }

    void welcomed(String node, long now) {
        connects++;
        lost.ifPresent(why -> {
            number++;
            current =
                    Optional.of(
                            new Current(
                                    new Reconnect(
                                            number,
                                            why,
                                            node,
                                            attempts,
                                            Duration.ofNanos(now - lostAt),
                                            Optional.empty(),
                                            List.of(),
                                            Optional.empty())));
        });
    }

    void resent(Named record) {
        current.ifPresent(open -> {
            open.first = open.first.or(() -> Optional.of(record));
            open.resent.putIfAbsent(record.device().value(), record);
        });
    }

    void acknowledged(FirstAcknowledged word) {
        current.ifPresent(
                open -> open.acknowledged = open.acknowledged.or(() -> Optional.of(word)));
    }

    Duration sinceLost(long now) {
        return Duration.ofNanos(now - lostAt);
    }

    long connects() {
        return connects;
    }

    List<Reconnect> told() {
        var all = new ArrayList<>(told);
        current.map(Current::told).ifPresent(all::add);
        return all;
    }

    private void tell(Reconnect reconnect) {
        told.add(reconnect);
        if (told.size() >= limit) {
            told.remove();
        }
    }
}
