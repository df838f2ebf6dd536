package dev.aisle.ops.gateway;

import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.StoreId;

/// Who speaks.
///
/// @param boot from 1; see [BootCounter]
/// @param software for the node's logs: name and version
public record GatewayIdentity(StoreId store, GatewayId gateway, long boot, String software) {

    public GatewayIdentity {
        if (boot < 1) {
            throw new IllegalArgumentException("boots are counted from 1, not " + boot);
        }
    }
}
