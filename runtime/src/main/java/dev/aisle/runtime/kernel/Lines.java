package dev.aisle.runtime.kernel;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.StoreCommand;

/// How entities speak to each other: by id, wherever they live (rule 16).
public interface Lines {

    void attributor(StoreId store, AttributorCommand command);

    void device(StoreId store, DeviceKind kind, DeviceId device, DeviceCommand command);

    void shopper(StoreId store, VisitId visit, ShopperCommand command);

    void store(StoreId store, StoreCommand command);
}
