package dev.aisle.runtime.ingress;

import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.RefusalCode;

/// Is told what passes through the ingress; counts it.
public interface IngressWatch {

    void opened();

    void closed();

    /// @param status of gRPC
    void turnedAway(String status);

    void bundle(DeviceKind kind, int records);

    void acknowledged();

    void rewound();

    /// A bundle was not passed on, since its payment token could not be kept; it is sent again.
    void notKept();

    void refused(RefusalCode code);
}
