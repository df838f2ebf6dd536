package dev.aisle.runtime.node;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.runtime.kernel.Lines;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Lines on which Attributors and shoppers are those of the node, and devices are [BenchStore]s.
/// Each store says its next second once the one before is decided and confirmed, so there is as
/// much under way as there are stores.
final class BenchLines implements Lines {

    private final Lines sharded;
    private final Map<StoreId, BenchStore> stores = new ConcurrentHashMap<>();
    private volatile boolean going = true;

    BenchLines(Lines sharded, BenchSettings settings) {
        this.sharded = sharded;
        for (int i = 1; i <= settings.stores(); i++) {
            var id = new StoreId(String.format(Locale.ROOT, "bench.store-%04d", i));
            stores.put(id, new BenchStore(id, this, () -> going));
        }
    }

    /// Begins with all stores.
    void open() {
        stores.values().forEach(BenchStore::open);
    }

    /// Attributors remind devices each tick, by which stores that stood still go on.
    void goOn(boolean on) {
        going = on;
    }

    @Override
    public void attributor(StoreId store, AttributorCommand command) {
        sharded.attributor(store, command);
    }

    @Override
    public void shopper(StoreId store, VisitId visit, ShopperCommand command) {
        sharded.shopper(store, visit, command);
    }

    @Override
    public void store(StoreId store, StoreCommand command) {
        // What it would be told, that its blueprint was adopted, nobody waits for.
    }

    @Override
    public void device(StoreId store, DeviceKind kind, DeviceId device, DeviceCommand command) {
        var told = stores.get(store);
        if (told == null) {
            return;
        }
        switch (command) {
            case DeviceCommand.Progressed(var progress) -> told.progressed(device, progress);
            case DeviceCommand.ReportFrom(var from, _) -> told.again(device, from);
            case DeviceCommand.Take _, DeviceCommand.Instruct _, DeviceCommand.Confirm _ -> {}
        }
    }
}
