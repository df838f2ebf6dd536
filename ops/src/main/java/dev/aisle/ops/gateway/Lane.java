package dev.aisle.ops.gateway;

import dev.aisle.ops.gateway.DeviceFeed.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// Records of one device that wait for room, in order, and those who wait with them. Used on the
/// gateway's thread.
final class Lane {

    private record Waiting(Said said, CompletableFuture<Outcome> outcome) {}

    private final DeviceSpool spool;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /// When the device last said something.
    private long spokeAt;

    Lane(DeviceSpool spool, long now) {
        this.spool = spool;
        this.spokeAt = now;
    }

    void offer(Said said, CompletableFuture<Outcome> outcome, long now) {
        spokeAt = now;
        waiting.add(new Waiting(said, outcome));
        drain();
    }

    /// Keeps what there is room for.
    void drain() {
        for (var head = waiting.peek(); head != null; head = waiting.peek()) {
            switch (spool.offer(head.said())) {
                case Offer.Full _ -> {
                    return;
                }
                case Offer.Taken _ -> head.outcome().complete(Outcome.KEPT);
                case Offer.Dropped _ -> head.outcome().complete(Outcome.DROPPED);
                case Offer.Wrong(var fault) ->
                        head.outcome().completeExceptionally(new GatewayException(fault));
            }
            waiting.remove();
        }
    }

    void fail(GatewayFault why) {
        waiting.forEach(each -> each.outcome().completeExceptionally(new GatewayException(why)));
        waiting.clear();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean silentFor(long nanos, long now) {
        return waiting.isEmpty() && now - spokeAt >= nanos;
    }

    DeviceSpool spool() {
        return spool;
    }
}
