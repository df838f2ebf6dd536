package dev.aisle.ops.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/// Those who wait for the gateway to have done something.
final class Waiters {

    private record Waiter(BooleanSupplier fulfilled, CompletableFuture<Void> done) {}

    private final List<Waiter> waiters = new ArrayList<>();

    void add(BooleanSupplier fulfilled, CompletableFuture<Void> done) {
        waiters.add(new Waiter(fulfilled, done));
    }

    /// Tells those who have waited long enough; all the others only where the gateway has stopped.
    void settle(Optional<GatewayFault> stopped) {
        for (var waiter : List.copyOf(waiters)) {
            if (waiter.fulfilled().getAsBoolean()) {
                waiter.done().complete(null);
            } else {
                stopped.map(GatewayException::new).ifPresent(waiter.done()::completeExceptionally);
            }
        }
        waiters.removeIf(waiter -> waiter.done().isDone());
    }
}
