package dev.aisle.ops.synthetic;

import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A synthetic store, with everything that it says.
record Made(SyntheticStore store, SyntheticTruth truth, List<Feed> feed) {

    static final StoreId STORE = new StoreId("acme.synthetic");
    static final EventTime BEGIN = EventTime.of(Instant.parse("2026-03-02T09:00:00Z"));

    static Made of(SyntheticPlan plan) {
        return of(SyntheticStore.of(plan));
    }

    static Made of(SyntheticStore store) {
        return new Made(store, store.truth(STORE, BEGIN), all(store.feed(BEGIN)));
    }

    static List<Feed> all(Iterator<Feed> feed) {
        var all = new ArrayList<Feed>();
        feed.forEachRemaining(all::add);
        return all;
    }

    Map<DeviceId, List<Feed>> byDevice() {
        var devices = new TreeMap<DeviceId, List<Feed>>();
        feed.forEach(
                each -> devices.computeIfAbsent(each.device(), _ -> new ArrayList<>()).add(each));
        return devices;
    }

    <T extends Feed> List<T> said(Class<T> kind) {
        return feed.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    double seconds(EventTime at) {
        return (at.micros() - BEGIN.micros()) / 1e6;
    }
}
