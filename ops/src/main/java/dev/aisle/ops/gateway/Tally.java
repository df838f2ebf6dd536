package dev.aisle.ops.gateway;

import dev.aisle.ops.gateway.GatewayReport.Named;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Optional;

/// What happened to one device's records; counts of records, a batch of weights is one.
final class Tally {
    long sent;
    long resent;
    long taken;
    long acknowledged;
    long dropped;
    long refused;
    long rewinds;
    long rewoundBelowAcknowledged;
    long unfounded;
    Optional<EventTime> firstAcknowledgedUntil = Optional.empty();
    Optional<EventTime> acknowledgedUntil = Optional.empty();

    /// Since the last reconnect.
    Optional<Named> firstResent = Optional.empty();
}
