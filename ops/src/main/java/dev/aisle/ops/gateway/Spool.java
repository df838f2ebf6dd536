package dev.aisle.ops.gateway;

import dev.aisle.ops.gateway.GatewayReport.Counts;
import dev.aisle.ops.gateway.GatewayReport.DeviceReport;
import dev.aisle.ops.gateway.GatewayReport.Named;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.kernel.DeviceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All that a gateway keeps: the devices' records, within common limits, sent in turn.
final class Spool {

    private final GatewaySettings settings;
    private final long boot;
    private final Room room;
    private final Map<String, DeviceSpool> byId = new TreeMap<>();
    private final List<DeviceSpool> turns = new ArrayList<>();
    private int turn;

    /// As the last welcome said, for devices that speak up later.
    private int window;

    Spool(GatewaySettings settings, long boot) {
        this.settings = settings;
        this.boot = boot;
        this.room = new Room(settings.buffer());
    }

    /// Makes room for a device, or finds it.
    ///
    /// @throws GatewayException where there are too many
    DeviceSpool device(DeviceId id) {
        var known = find(id.value());
        if (known.isPresent()) {
            return known.get();
        }
        if (byId.size() == settings.buffer().devices()) {
            throw new GatewayException(
                    new GatewayFault.TooManyDevices(settings.buffer().devices()));
        }
        var device = new DeviceSpool(id, boot, settings.live(), room);
        device.credit(window);
        byId.put(id.value(), device);
        turns.add(device);
        return device;
    }

    Optional<DeviceSpool> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Collection<DeviceSpool> devices() {
        return byId.values();
    }

    void resume(int firstWindow, long now) {
        window = firstWindow;
        turns.forEach(device -> device.resume(window, now));
    }

    /// The next bundle to send, each device in its turn.
    Optional<Bundle> nextBundle(long now) {
        for (int i = 0; i < turns.size(); i++) {
            var device = turns.get(turn);
            turn = (turn + 1) % turns.size();
            var bundle = device.nextBundle(settings.bundling(), now);
            if (bundle.isPresent()) {
                return bundle;
            }
        }
        return Optional.empty();
    }

    boolean holds() {
        return turns.stream().anyMatch(DeviceSpool::holds);
    }

    boolean everythingTaken() {
        return turns.stream().allMatch(DeviceSpool::everythingTaken);
    }

    /// The first record of each device that was sent again since the last reconnect.
    List<Named> firstResent() {
        return byId.values().stream()
                .flatMap(device -> device.tally().firstResent.stream())
                .toList();
    }

    List<DeviceReport> report() {
        return byId.values().stream().map(Spool::report).toList();
    }

    private static DeviceReport report(DeviceSpool device) {
        var tally = device.tally();
        return new DeviceReport(
                device.device(),
                new Counts(
                        tally.sent,
                        tally.resent,
                        tally.taken,
                        tally.acknowledged,
                        tally.dropped,
                        tally.refused,
                        tally.rewinds,
                        tally.rewoundBelowAcknowledged,
                        tally.unfounded,
                        device.records(),
                        device.bytes()),
                tally.firstAcknowledgedUntil,
                tally.acknowledgedUntil);
    }
}
