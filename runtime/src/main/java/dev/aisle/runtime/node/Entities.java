package dev.aisle.runtime.node;

import com.typesafe.config.Config;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.attribution.AttributionSettings;
import dev.aisle.runtime.attribution.AttributorEntity;
import dev.aisle.runtime.attribution.DeliverySettings;
import dev.aisle.runtime.camera.Camera;
import dev.aisle.runtime.camera.CameraSettings;
import dev.aisle.runtime.door.Doors;
import dev.aisle.runtime.kernel.Addresses;
import dev.aisle.runtime.kernel.DeviceSettings;
import dev.aisle.runtime.kernel.EntryCodes;
import dev.aisle.runtime.kernel.Epochs;
import dev.aisle.runtime.kernel.EventDevice;
import dev.aisle.runtime.kernel.EvidenceWatch;
import dev.aisle.runtime.kernel.FenceSettings;
import dev.aisle.runtime.kernel.FenceWatch;
import dev.aisle.runtime.kernel.Lines;
import dev.aisle.runtime.kernel.SoftDevice;
import dev.aisle.runtime.kernel.SoftDeviceEntity;
import dev.aisle.runtime.shelf.ShelfEntity;
import dev.aisle.runtime.shelf.ShelfSettings;
import dev.aisle.runtime.shopper.ShopperEntity;
import dev.aisle.runtime.shopper.ShopperPorts;
import dev.aisle.runtime.shopper.ShopperSettings;
import dev.aisle.runtime.store.StoreEntity;
import dev.aisle.runtime.terminal.Terminals;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;

/// The entity types of a node, each set up with what it needs.
final class Entities {

    private final ClusterSharding sharding;
    private final ClusterShardingSettings settings;
    private final Config config;
    private final Lines lines;
    private final Epochs epochs;
    private final FenceWatch watch;
    private final EvidenceWatch evidence;
    private final FenceSettings fence;
    private final DeviceSettings devices;
    private final AttributionSettings attribution;
    private final ClusterPlacement placement;
    private final ActorSystem<?> system;

    Entities(
            ActorSystem<?> system,
            Lines lines,
            Epochs epochs,
            FenceWatch watch,
            EvidenceWatch evidence,
            ClusterPlacement placement) {
        this.system = system;
        this.placement = placement;
        this.sharding = ClusterSharding.get(system);
        this.settings = ClusterShardingSettings.create(system);
        this.config = system.settings().config();
        this.lines = lines;
        this.epochs = epochs;
        this.watch = watch;
        this.evidence = evidence;
        this.fence = FenceSettings.from(config);
        this.devices = DeviceSettings.from(config);
        this.attribution = AttributionSettings.from(config);
    }

    /// Sets up sharding for all types.
    ///
    /// @param payers the reference that stands for a payment token
    /// @param codes that open doors
    void init(ShopperPorts ports, Function<String, PayerReference> payers, EntryCodes codes) {
        initStore();
        initAttributor();
        initShelf();
        var camera = CameraSettings.from(config);
        initSoft(
                ShardedLines.CAMERA,
                (_, device) -> Camera.empty(device, camera),
                progress -> cameraSafe(progress, camera, attribution));
        initSoft(
                ShardedLines.DOOR,
                (store, device) -> EventDevice.empty(device, new Doors(store, payers, codes)),
                Progress::handledTo);
        initSoft(
                ShardedLines.TERMINAL,
                (_, device) -> EventDevice.empty(device, new Terminals(payers)),
                Progress::handledTo);
        initShopper(ports);
    }

    /// Rule 12: a camera's frames are needed until no decision can look at a sighting that was made
    /// of them.
    static EventTime cameraSafe(
            Progress progress, CameraSettings camera, AttributionSettings attribution) {
        return progress.neededFrom()
                .minus(camera.window())
                .minus(attribution.lookBack())
                .minus(camera.step().multipliedBy(3));
    }

    private void initStore() {
        sharding.init(
                Entity.of(
                                StoreEntity.TYPE_KEY,
                                context ->
                                        StoreEntity.create(
                                                context.getEntityId(),
                                                new StoreEntity.Surroundings(
                                                        Addresses.store(context.getEntityId()),
                                                        lines,
                                                        fence,
                                                        epochs,
                                                        watch,
                                                        placement.policies())))
                        .withSettings(settings.withRememberEntities(true))
                        .withMessageExtractor(new SlotExtractor<>())
                        .withAllocationStrategy(strategy(StoreEntity.TYPE_KEY)));
    }

    private PlacementStrategy strategy(EntityTypeKey<?> type) {
        return new PlacementStrategy(
                type.name(),
                placement,
                Cluster.get(system).selfMember().address().hostPort(),
                Adapter.toClassic(system).deadLetters());
    }

    private void initAttributor() {
        var delivery = DeliverySettings.from(config);
        sharding.init(
                Entity.of(
                                AttributorEntity.TYPE_KEY,
                                context ->
                                        AttributorEntity.create(
                                                context.getEntityId(),
                                                new AttributorEntity.Surroundings(
                                                        Addresses.store(context.getEntityId()),
                                                        lines,
                                                        attribution,
                                                        delivery,
                                                        fence,
                                                        epochs,
                                                        watch,
                                                        evidence,
                                                        System::nanoTime)))
                        .withSettings(settings.withRememberEntities(true))
                        .withMessageExtractor(new SlotExtractor<>())
                        .withAllocationStrategy(strategy(AttributorEntity.TYPE_KEY)));
    }

    private void initShelf() {
        var shelf = ShelfSettings.from(config);
        sharding.init(
                Entity.of(
                                ShelfEntity.TYPE_KEY,
                                context ->
                                        ShelfEntity.create(
                                                context.getEntityId(),
                                                new ShelfEntity.Surroundings(
                                                        Addresses.store(context.getEntityId()),
                                                        device(context.getEntityId()),
                                                        lines,
                                                        shelf,
                                                        devices,
                                                        fence,
                                                        epochs,
                                                        watch,
                                                        evidence)))
                        .withMessageExtractor(new SlotExtractor<>())
                        .withAllocationStrategy(strategy(ShelfEntity.TYPE_KEY)));
    }

    private <D extends SoftDevice<D>> void initSoft(
            EntityTypeKey<DeviceCommand> type,
            BiFunction<StoreId, DeviceId, D> empty,
            Function<Progress, EventTime> safe) {
        sharding.init(
                Entity.of(
                                type,
                                context -> {
                                    var store = Addresses.store(context.getEntityId());
                                    var device = device(context.getEntityId());
                                    return SoftDeviceEntity.create(
                                            new SoftDeviceEntity.Surroundings(
                                                    store,
                                                    device,
                                                    lines,
                                                    devices,
                                                    safe,
                                                    evidence,
                                                    System::nanoTime),
                                            empty.apply(store, device));
                                })
                        .withMessageExtractor(new SlotExtractor<>())
                        .withAllocationStrategy(strategy(type)));
    }

    private void initShopper(ShopperPorts ports) {
        var shopper = ShopperSettings.from(config);
        sharding.init(
                Entity.of(
                                ShopperEntity.TYPE_KEY,
                                context ->
                                        ShopperEntity.create(
                                                context.getEntityId(),
                                                shopper,
                                                ports,
                                                context.getShard()))
                        .withSettings(settings.withNoPassivationStrategy())
                        .withMessageExtractor(new SlotExtractor<>())
                        .withAllocationStrategy(strategy(ShopperEntity.TYPE_KEY)));
    }

    private static DeviceId device(String entityId) {
        return new DeviceId(Addresses.name(entityId));
    }
}
