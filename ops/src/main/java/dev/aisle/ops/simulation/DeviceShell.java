package dev.aisle.ops.simulation;

import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.kernel.EventTime;

/// One incarnation of a device's entity.
interface DeviceShell {

    void start();

    void take(Bundle bundle);

    void progressed(Progress reached);

    void reportFrom(EventTime from, Progress reached);

    void crash();
}
