package dev.aisle.ops.gateway;

import dev.aisle.protocols.device.v1.Instruction;
import dev.aisle.protocols.device.v1.Refused;
import dev.aisle.protocols.device.v1.Welcome;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// What a gateway tells its owner. Called on the gateway's own thread, one call at a time: it must
/// not wait there, and an exception is a bug that stops the gateway.
public interface GatewayListener {

    /// Hears nothing, and says that instructions are carried out.
    GatewayListener NONE = new GatewayListener() {};

    /// A node accepted the stream.
    default void connected(String node, Welcome welcome) {}

    /// The stream ended, or could not be opened; another attempt follows.
    ///
    /// @param why gRPC's status
    default void disconnected(String node, String why) {}

    /// A door or terminal has something to do. The node says it again until it is confirmed, which
    /// happens when the stage completes; where it fails, the next time it is said is a new attempt.
    default CompletionStage<Void> instructed(Instruction instruction) {
        return CompletableFuture.completedStage(null);
    }

    /// A record will never be taken: a gap stands in its place. With `UNKNOWN_DEVICE` it is kept
    /// and sent again.
    default void refused(Refused refused) {}

    /// A device's records were taken up to a number and may be forgotten up to a time.
    default void acknowledged(DeviceId device, long nextSeq, Optional<EventTime> until) {}

    /// The node wants records that it has acknowledged.
    ///
    /// @param wanted a record's number
    /// @param oldest the number of the oldest record that is held
    default void rewoundBelowAcknowledged(DeviceId device, long wanted, long oldest) {}

    /// The gateway will not speak again.
    default void stopped(GatewayFault why) {}
}
