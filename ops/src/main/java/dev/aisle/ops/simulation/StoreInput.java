package dev.aisle.ops.simulation;

import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.Feed;
import dev.aisle.ops.autocheckout.FeedOrder;
import dev.aisle.protocols.device.v1.Begin;
import dev.aisle.protocols.device.v1.Covered;
import dev.aisle.protocols.device.v1.DoorEvent;
import dev.aisle.protocols.device.v1.End;
import dev.aisle.protocols.device.v1.Gap;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the devices of a store have to say, each in its order, without numbers.
public record StoreInput(Blueprint blueprint, SortedMap<DeviceId, List<Record>> records) {

    public StoreInput {
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    }

    /// A recording, in which every other person goes out by the door, once out of sight.
    public static StoreInput of(AutoCheckoutRecording recording, StoreId store) {
        try (var feed = recording.feed(FeedOrder.EVENT_TIME)) {
            var said = of(recording.blueprint(store), feed);
            var door = said.blueprint().doors().getFirst().device();
            var records = new TreeMap<>(said.records());
            records.computeIfPresent(door, (_, here) -> withExits(here, lastSeen(records)));
            return new StoreInput(said.blueprint(), records);
        }
    }

    /// A store, and all that its devices say, each of them in its order.
    public static StoreInput of(Blueprint blueprint, Iterator<Feed> feed) {
        var records = new TreeMap<DeviceId, List<Record>>();
        while (feed.hasNext()) {
            var next = feed.next();
            records.computeIfAbsent(next.device(), _ -> new ArrayList<>()).add(record(next));
        }
        return new StoreInput(blueprint, records);
    }

    private static Record record(Feed feed) {
        var record = Record.newBuilder().setTimeUs(feed.at().micros());
        return switch (feed) {
            case Feed.Begin _ -> record.setBegin(Begin.getDefaultInstance()).build();
            case Feed.Pose pose -> record.setPose(pose.frame()).build();
            case Feed.Weights weights -> record.setWeights(weights.batch()).build();
            case Feed.Door door -> record.setDoor(door.event()).build();
            case Feed.Terminal terminal -> record.setTerminal(terminal.event()).build();
            case Feed.Covered _ -> record.setCovered(Covered.getDefaultInstance()).build();
            case Feed.End _ -> record.setEnd(End.getDefaultInstance()).build();
        };
    }

    private static SortedMap<String, Long> lastSeen(SortedMap<DeviceId, List<Record>> records) {
        var seen = new TreeMap<String, Long>();
        for (var said : records.values()) {
            for (var record : said) {
                for (var person : record.getPose().getPeopleList()) {
                    seen.merge(person.getTrack(), record.getTimeUs(), Math::max);
                }
            }
        }
        return seen;
    }

    private static List<Record> withExits(List<Record> said, SortedMap<String, Long> lastSeen) {
        var all = new ArrayList<>(said);
        var taken = new TreeSet<Long>();
        said.forEach(record -> taken.add(record.getTimeUs()));
        boolean byDoor = true;
        for (var seen : lastSeen.entrySet()) {
            long at = seen.getValue() + 1;
            while (byDoor && !taken.add(at)) {
                at++;
            }
            if (byDoor && at < said.getLast().getTimeUs()) {
                var left =
                        DoorEvent.newBuilder()
                                .setKind(DoorEvent.Kind.KIND_LEFT)
                                .setTrack(seen.getKey());
                all.add(Record.newBuilder().setTimeUs(at).setDoor(left).build());
            }
            byDoor = !byDoor;
        }
        all.sort((one, other) -> Long.compare(one.getTimeUs(), other.getTimeUs()));
        return all;
    }

    /// The same, and once more some time after all devices have said their last word.
    public StoreInput twice(Duration pause) {
        long later = end().micros() - begin().micros() + pause.toNanos() / 1_000;
        var all = new TreeMap<DeviceId, List<Record>>();
        records.forEach((device, said) -> {
            var both = new ArrayList<>(said);
            said.forEach(record ->
                    both.add(record.toBuilder().setTimeUs(record.getTimeUs() + later).build()));
            all.put(device, both);
        });
        return new StoreInput(blueprint, all);
    }

    /// The same, with one camera silent after `from` up to `to`: a single gap says so.
    public StoreInput silenced(DeviceId camera, EventTime from, EventTime to) {
        var changed = new ArrayList<Record>();
        boolean named = false;
        for (var record : records.getOrDefault(camera, List.of())) {
            boolean lost = record.getTimeUs() > from.micros() && record.getTimeUs() <= to.micros();
            if (record.getTimeUs() > to.micros() && !named) {
                named = true;
                var gap =
                        Gap.newBuilder()
                                .setFromUs(from.micros())
                                .setReason(GapReason.GAP_REASON_SILENT);
                changed.add(Record.newBuilder().setTimeUs(to.micros()).setGap(gap).build());
            }
            if (!lost) {
                changed.add(record);
            }
        }
        var all = new TreeMap<>(records);
        all.put(camera, changed);
        return new StoreInput(blueprint, all);
    }

    /// The same, with all that a device says after `from` up to `to` refused: a gap stands in the
    /// place of each sample.
    public StoreInput refused(DeviceId device, EventTime from, EventTime to) {
        var changed = new ArrayList<Record>();
        long before = from.micros();
        for (var record : records.getOrDefault(device, List.of())) {
            boolean within =
                    record.getTimeUs() > from.micros() && record.getTimeUs() <= to.micros();
            if (!within) {
                changed.add(record);
            }
            long at = record.getTimeUs();
            for (int sample = 0; sample <= record.getWeights().getStepUsCount(); sample++) {
                at += sample == 0 ? 0 : record.getWeights().getStepUs(sample - 1);
                if (within) {
                    var gap =
                            Gap.newBuilder()
                                    .setFromUs(before)
                                    .setReason(GapReason.GAP_REASON_REFUSED);
                    changed.add(Record.newBuilder().setTimeUs(at).setGap(gap).build());
                }
                before = at;
            }
        }
        var all = new TreeMap<>(records);
        all.put(device, changed);
        return new StoreInput(blueprint, all);
    }

    /// When the first device begins.
    EventTime begin() {
        return new EventTime(
                records.values().stream()
                        .mapToLong(said -> said.getFirst().getTimeUs())
                        .min()
                        .orElse(0));
    }

    /// When the last device ends.
    EventTime end() {
        return new EventTime(
                records.values().stream()
                        .mapToLong(said -> said.getLast().getTimeUs())
                        .max()
                        .orElse(0));
    }
}
