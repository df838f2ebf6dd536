package dev.aisle.ops.gateway;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a gateway has done so far. Counts of records: a batch of weights is one.
///
/// @param total of all devices
/// @param devices by id
/// @param reconnects the newest, in order
public record GatewayReport(
        Counts total, List<DeviceReport> devices, long connects, List<Reconnect> reconnects) {

    public GatewayReport {
        devices = List.copyOf(devices);
        reconnects = List.copyOf(reconnects);
    }

    /// Counts of records.
    ///
    /// @param sent for the first time
    /// @param resent once more
    /// @param taken by the store, in order
    /// @param acknowledged and forgotten
    /// @param dropped for want of room, and named by gaps
    /// @param refused words of refusal
    /// @param rewinds words of rewinding
    /// @param rewoundBelowAcknowledged of these, to what had been acknowledged; 0 in a sound
    ///   cluster
    /// @param unfounded words about records that are not held or were never sent
    /// @param held now
    /// @param bytes held now
    public record Counts(
            long sent,
            long resent,
            long taken,
            long acknowledged,
            long dropped,
            long refused,
            long rewinds,
            long rewoundBelowAcknowledged,
            long unfounded,
            long held,
            long bytes) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(
                    sent + more.sent,
                    resent + more.resent,
                    taken + more.taken,
                    acknowledged + more.acknowledged,
                    dropped + more.dropped,
                    refused + more.refused,
                    rewinds + more.rewinds,
                    rewoundBelowAcknowledged + more.rewoundBelowAcknowledged,
                    unfounded + more.unfounded,
                    held + more.held,
                    bytes + more.bytes);
        }
    }

    public record DeviceReport(
            DeviceId device,
            Counts counts,
            Optional<EventTime> firstAcknowledgedUntil,
            Optional<EventTime> acknowledgedUntil) {}

    /// One record, by the name that the protocol gives it.
    public record Named(DeviceId device, long boot, long seq, EventTime at) {}

    /// The first word of acknowledgement after a reconnect.
    ///
    /// @param after since the connection was lost
    public record FirstAcknowledged(
            DeviceId device, Optional<EventTime> until, long nextSeq, Duration after) {}

    /// The stream was lost and another one was accepted.
    ///
    /// @param number from 1
    /// @param lost why the stream before it ended
    /// @param node that accepted it
    /// @param attempts needed
    /// @param away from the loss to the welcome
    /// @param firstResent of all devices
    /// @param resent the first of each device, by id
    public record Reconnect(
            long number,
            String lost,
            String node,
            int attempts,
            Duration away,
            Optional<Named> firstResent,
            List<Named> resent,
            Optional<FirstAcknowledged> firstAcknowledged) {

        public Reconnect {
            resent = List.copyOf(resent);
        }
    }
}
