package dev.aisle.runtime.ingress;

import dev.aisle.protocols.device.v1.NodeMessage;
import io.grpc.Status;

/// The way back to a gateway. Called by one actor alone.
public interface Downstream {

    /// Whether the transport takes more at once; what is said regardless waits in memory.
    boolean isReady();

    void say(NodeMessage message);

    /// Lets the gateway send one message more.
    void more();

    /// @param status `OK` where the gateway has said all
    void end(Status status);
}
