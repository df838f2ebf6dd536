package dev.aisle.runtime.node;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.runtime.attribution.AttributorEntity;
import dev.aisle.runtime.kernel.Addresses;
import dev.aisle.runtime.kernel.Lines;
import dev.aisle.runtime.shelf.ShelfEntity;
import dev.aisle.runtime.shopper.ShopperEntity;
import dev.aisle.runtime.store.StoreEntity;
import io.micrometer.core.instrument.Counter;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/// Lines over Cluster Sharding.
///
/// @param messages counts all that is told
record ShardedLines(ClusterSharding sharding, Counter messages) implements Lines {

    static final EntityTypeKey<DeviceCommand> CAMERA =
            EntityTypeKey.create(DeviceCommand.class, "Camera");
    static final EntityTypeKey<DeviceCommand> DOOR =
            EntityTypeKey.create(DeviceCommand.class, "Door");
    static final EntityTypeKey<DeviceCommand> TERMINAL =
            EntityTypeKey.create(DeviceCommand.class, "Terminal");

    @Override
    public void attributor(StoreId store, AttributorCommand command) {
        messages.increment();
        sharding.entityRefFor(AttributorEntity.TYPE_KEY, Addresses.of(store)).tell(command);
    }

    @Override
    public void device(StoreId store, DeviceKind kind, DeviceId device, DeviceCommand command) {
        var type =
                switch (kind) {
                    case DEVICE_KIND_CAMERA -> CAMERA;
                    case DEVICE_KIND_SHELF -> ShelfEntity.TYPE_KEY;
                    case DEVICE_KIND_DOOR -> DOOR;
                    case DEVICE_KIND_TERMINAL -> TERMINAL;
                    case DEVICE_KIND_UNSPECIFIED, UNRECOGNIZED ->
                            throw new IllegalArgumentException(
                                    "no kind of device is " + kind + ": " + device);
                };
        messages.increment();
        sharding.entityRefFor(type, Addresses.of(store, device)).tell(command);
    }

    @Override
    public void shopper(StoreId store, VisitId visit, ShopperCommand command) {
        messages.increment();
        sharding.entityRefFor(ShopperEntity.TYPE_KEY, Addresses.of(store, visit)).tell(command);
    }

    @Override
    public void store(StoreId store, StoreCommand command) {
        messages.increment();
        sharding.entityRefFor(StoreEntity.TYPE_KEY, Addresses.of(store)).tell(command);
    }
}
