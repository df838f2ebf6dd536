package dev.aisle.runtime.kernel;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;

/// Entity ids and shard ids (rule 16): an entity is `<store>` or `<store>/<name>`, a shard
/// `<store>~<slot>`. Neither holds placement, count or node.
public final class Addresses {

    /// A cluster-wide constant, fixed at a cluster's first start.
    public static final int SLOTS = 8;

    private Addresses() {}

    public static String of(StoreId store) {
        return store.value();
    }

    public static String of(StoreId store, DeviceId device) {
        return store + "/" + device;
    }

    public static String of(StoreId store, VisitId visit) {
        return store + "/" + visit;
    }

    /// @throws IllegalArgumentException where the entity id names no store
    public static StoreId store(String entityId) {
        int slash = entityId.indexOf('/');
        return new StoreId(slash < 0 ? entityId : entityId.substring(0, slash));
    }

    /// What follows the store.
    ///
    /// @throws IllegalArgumentException where nothing does
    public static String name(String entityId) {
        int slash = entityId.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("entity must be <store>/<name>: " + entityId);
        }
        return entityId.substring(slash + 1);
    }

    /// One slot for what a store has once; a stable hash of the id for all else.
    public static String shard(String entityId) {
        int slash = entityId.indexOf('/');
        return slash < 0 ? entityId + "~0" : entityId.substring(0, slash) + "~" + slot(entityId);
    }

    /// FNV-1a over the id's characters, 32 bits, its high half folded into the low.
    static int slot(String entityId) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < entityId.length(); i++) {
            hash = (hash ^ entityId.charAt(i)) * 0x01000193;
        }
        return Math.floorMod(hash ^ (hash >>> 16), SLOTS);
    }
}
