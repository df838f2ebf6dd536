package dev.aisle.ops.autocheckout;

import dev.aisle.ops.autocheckout.Planogram.Shelf;
import dev.aisle.protocols.device.v1.DoorEvent;
import dev.aisle.protocols.device.v1.PoseFrame;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.TrackId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;

/// Merges people, weights and the door by event time.
final class Merge implements AutoCloseable {

    static final DeviceId DOOR = new DeviceId("door-1");

    private static final Duration TICK = Duration.ofMillis(200);

    private static final Comparator<Feed> IN_TIME =
            Comparator.comparing(Feed::at)
                    .thenComparing(Feed::device)
                    .thenComparing(feed -> feed instanceof Feed.Covered);

    private final Planogram planogram;
    private final SortedSet<Integer> cameras;
    private final Targets targets;
    private final Weights weights;
    private final EventTime end;

    private final PriorityQueue<Feed> ready = new PriorityQueue<>(IN_TIME);
    private final Set<TrackId> entered = new HashSet<>();
    private EventTime targetsReach = EventTime.BEGINNING;
    private EventTime weightsReach = EventTime.BEGINNING;
    private EventTime nextTick;
    private EventTime lastEntry;
    private EventTime lastAtDoor;

    Merge(
            Path folder,
            Planogram planogram,
            SortedSet<Integer> cameras,
            EventTime begin,
            EventTime end) {
        this.planogram = planogram;
        this.cameras = cameras;
        this.end = end;
        var unheard = new Warnings();
        this.targets = new Targets(folder, unheard);
        this.weights = new Weights(folder, planogram, unheard);
        this.nextTick = begin.plus(TICK);
        this.lastEntry = begin;
        this.lastAtDoor = begin;
        mark(DOOR, begin);
        cameras.forEach(camera -> mark(camera(camera), begin));
        planogram.plates().keySet().forEach(shelf -> mark(shelf.device(), begin));
        fill();
    }

    static DeviceId camera(int id) {
        return new DeviceId("cam-" + id);
    }

    private void mark(DeviceId device, EventTime begin) {
        ready.add(new Feed.Begin(device, begin, begin.instant()));
        ready.add(new Feed.End(device, end, end.instant()));
    }

    boolean hasNext() {
        return !ready.isEmpty();
    }

    Feed peek() {
        return ready.element();
    }

    Feed next() {
        if (ready.isEmpty()) {
            throw new NoSuchElementException("the feed has ended");
        }
        var feed = ready.remove();
        if (feed.device().equals(DOOR)) {
            lastAtDoor = feed.at();
        }
        fill();
        return feed;
    }

    /// Reads on until nothing can come before the head any more.
    private void fill() {
        while (!ready.isEmpty()) {
            var head = ready.element();
            if (head instanceof Feed.Covered && !head.at().isAfter(lastAtDoor)) {
                ready.remove();
            } else if (head.at().isAfter(nextTick)) {
                ready.add(new Feed.Covered(DOOR, nextTick, nextTick.instant()));
                nextTick = nextTick.plus(TICK);
            } else if (head.at().isAfter(targetsReach)) {
                readTargets();
            } else if (head.at().isAfter(weightsReach)) {
                readWeights();
            } else {
                return;
            }
        }
    }

    private void readTargets() {
        targets.next()
                .ifPresentOrElse(
                        moment -> {
                            moment(moment);
                            targetsReach = moment.at();
                        },
                        () -> targetsReach = EventTime.END);
    }

    private void moment(Targets.Moment moment) {
        for (int camera : cameras) {
            var frame = PoseFrame.newBuilder();
            for (var target : moment.people()) {
                if (target.cameras().contains(camera)) {
                    frame.addPeople(target.person());
                }
            }
            ready.add(new Feed.Pose(camera(camera), moment.at(), moment.arrival(), frame.build()));
        }
        for (var target : moment.people()) {
            if (entered.add(target.track())) {
                lastEntry = EventTime.max(moment.at(), lastEntry.plusMicros(1));
                ready.add(entry(target.track()));
            }
        }
    }

    private Feed entry(TrackId track) {
        var event =
                DoorEvent.newBuilder()
                        .setKind(DoorEvent.Kind.KIND_ENTERED)
                        .setTrack(track.value())
                        .setPaymentToken("tok-" + track)
                        .build();
        return new Feed.Door(DOOR, lastEntry, lastEntry.instant(), event);
    }

    private void readWeights() {
        weights.next()
                .ifPresentOrElse(
                        batch -> {
                            planogram
                                    .plates()
                                    .forEach((shelf, plates) -> add(batch, shelf, plates));
                            weightsReach = weights.frontier();
                        },
                        () -> weightsReach = EventTime.END);
    }

    private void add(Weights.Batch batch, Shelf shelf, int plates) {
        if (batch.has(shelf)) {
            ready.add(
                    new Feed.Weights(
                            shelf.device(),
                            batch.first(),
                            batch.arrival(),
                            batch.of(shelf, plates)));
        }
    }

    @Override
    public void close() {
        targets.close();
        weights.close();
    }
}
