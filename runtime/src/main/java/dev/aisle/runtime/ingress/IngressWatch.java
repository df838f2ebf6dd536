package dev.aisle.runtime.ingress;

import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;

/// Is told what passes through the ingress; counts it.
public interface IngressWatch {

    void opened();

    void closed();

    /// @param status of gRPC
    void turnedAway(String status);

    /// A bundle is passed on to its device.
    ///
    /// @param last event time of its last sample
    void bundle(StoreId store, DeviceKind kind, String device, int records, EventTime last);

    /// A device's word of acknowledgement passes on its way back.
    ///
    /// @param taken numbers that the device has taken since its last one
    void acknowledged(DeviceKind kind, long taken);

    void rewound();

    /// A bundle was not passed on, since its payment token could not be kept; it is sent again.
    void notKept();

    void refused(RefusalCode code);
}
