package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.device.v1.Refuse;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.StoreId;

/// Is told what stores will never know; counts it.
public interface EvidenceWatch {

    /// A store has noted, for good, that a device has nothing to say of an interval; or the device
    /// itself, that a gap is empty, for its clock was set back.
    void missing(StoreId store, DeviceId device, Gap gap);

    /// A door or terminal is told no, for good, or that somebody left without paying. Whoever
    /// watches devices alone hears of none.
    default void toldNo(Refuse.Reason reason) {}
}
