package dev.aisle.protocols.attribution;

import dev.aisle.protocols.device.Gap;
import dev.aisle.protocols.kernel.DeviceId;

/// Evidence that will never come.
public record Missing(DeviceId device, Gap gap) {}
