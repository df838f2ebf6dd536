package dev.aisle.ops.autocheckout;

import dev.aisle.protocols.kernel.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class Feeds {

    private Feeds() {}

    static List<Feed> all(AutoCheckoutRecording recording, FeedOrder order) {
        var all = new ArrayList<Feed>();
        try (var reader = recording.feed(order)) {
            reader.forEachRemaining(all::add);
        }
        return all;
    }

    static Map<DeviceId, List<Feed>> byDevice(List<Feed> feeds) {
        var devices = new LinkedHashMap<DeviceId, List<Feed>>();
        feeds.forEach(
                feed -> devices.computeIfAbsent(feed.device(), _ -> new ArrayList<>()).add(feed));
        return devices;
    }

    static <T extends Feed> List<T> of(List<Feed> feeds, Class<T> kind) {
        return feeds.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
