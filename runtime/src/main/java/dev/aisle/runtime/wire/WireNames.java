package dev.aisle.runtime.wire;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorReply;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.shelf.ShelfEvent;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.protocols.store.StoreEvent;
import dev.aisle.protocols.store.StoreReply;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The logical names under which messages and events travel: the sealed interface and the record,
/// as in `ShelfEvent.Anchored`. A name is for ever; packages may change.
public final class WireNames {

    private static final List<Class<?>> ROOTS =
            List.of(
                    AttributorCommand.class,
                    AttributorEvent.class,
                    AttributorReply.class,
                    DeviceCommand.class,
                    ShelfEvent.class,
                    ShopperCommand.class,
                    ShopperEvent.class,
                    ShopperReply.class,
                    StoreCommand.class,
                    StoreEvent.class,
                    StoreReply.class);

    private final Map<String, Class<?>> classes;

    /// Further records, under their simple names: snapshots.
    WireNames(List<Class<?>> records) {
        var all = new TreeMap<String, Class<?>>();
        for (var root : ROOTS) {
            for (var message : root.getPermittedSubclasses()) {
                all.put(name(message), message);
            }
        }
        for (var record : records) {
            all.put(name(record), record);
        }
        classes = Collections.unmodifiableMap(all);
    }

    static String name(Class<?> message) {
        var outer = message.getEnclosingClass();
        return outer == null
                ? message.getSimpleName()
                : outer.getSimpleName() + "." + message.getSimpleName();
    }

    Optional<Class<?>> named(String name) {
        return Optional.ofNullable(classes.get(name));
    }
}
