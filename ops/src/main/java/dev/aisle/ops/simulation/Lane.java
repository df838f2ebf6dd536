package dev.aisle.ops.simulation;

import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.kernel.Intake;
import dev.aisle.runtime.kernel.Reception.Answer;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One device's records in a simulated gateway, from the moment they are said until they are
/// acknowledged.
final class Lane {

    private static final long BOOT = 1;
    private static final int WINDOW = 600;
    private static final long PATIENCE = 5 * World.SECOND;

    private record Kept(Record record, long next, EventTime last) {}

    private final World world;
    private final DeviceId device;
    private final Consumer<Bundle> stream;
    private final TreeMap<Long, Kept> held = new TreeMap<>();
    private Optional<EventTime> forgotten = Optional.empty();
    private long taken;
    private long cursor;
    private long next;
    private long progressAt;
    private int connection;

    Lane(World world, DeviceId device, Consumer<Bundle> stream) {
        this.world = world;
        this.device = device;
        this.stream = stream;
        tick();
    }

    /// Numbers a record, keeps and sends it.
    void say(Record said) {
        long last = said.getTimeUs();
        for (int step : said.getWeights().getStepUsList()) {
            last += Integer.toUnsignedLong(step);
        }
        int count = said.hasWeights() ? said.getWeights().getStepUsCount() + 1 : 1;
        var record = said.toBuilder().setSeq(next).build();
        held.put(next, new Kept(record, next + count, new EventTime(last)));
        next += count;
        pump();
    }

    private void tick() {
        world.time.after(
                World.SECOND,
                () -> {
                    if (!held.isEmpty() && world.time.now() - progressAt >= PATIENCE) {
                        world.count("sent again unasked");
                        again();
                    }
                    tick();
                });
    }

    /// The stream breaks, and the next one goes on from what was not taken.
    void reconnect() {
        connection++;
        again();
    }

    private void again() {
        if (!held.isEmpty()) {
            cursor = boundary(Math.min(taken, held.lastKey()));
            taken = cursor;
        }
        progressAt = world.time.now();
        pump();
    }

    private void pump() {
        while (cursor < next) {
            var bundle =
                    Bundle.newBuilder()
                            .setDevice(device.value())
                            .setBoot(BOOT)
                            .setOldestHeldSeq(oldest());
            long most = 1 + world.pick(8);
            timeBefore(cursor).ifPresent(time -> bundle.setPreviousTimeUs(time.micros()));
            for (var kept : held.tailMap(cursor, true).values()) {
                if (kept.next() - taken > WINDOW || bundle.getRecordsCount() == most) {
                    break;
                }
                bundle.addRecords(kept.record());
                cursor = kept.next();
            }
            if (bundle.getRecordsCount() == 0) {
                return;
            }
            if (bundle.getRecords(0).getSeq() == taken) {
                progressAt = world.time.now();
            }
            var sent = bundle.build();
            int through = connection;
            world.send(
                    "gateway to " + device,
                    () -> {
                        if (through == connection) {
                            stream.accept(sent);
                        }
                    });
        }
    }

    private Optional<EventTime> timeBefore(long seq) {
        var before = held.lowerEntry(seq);
        return before == null ? forgotten : Optional.of(before.getValue().last());
    }

    /// From the device: how far records are taken, and how far they may be forgotten.
    void acknowledged(Intake intake, EventTime until) {
        int through = connection;
        world.answer(
                "gateway of " + device,
                () -> {
                    if (through == connection) {
                        acknowledge(intake.next(), until);
                    }
                });
    }

    private void acknowledge(long nextSeq, EventTime until) {
        long said = Math.clamp(nextSeq, oldest(), Math.max(oldest(), cursor));
        if (said > taken) {
            progressAt = world.time.now();
        }
        taken = said;
        while (!held.isEmpty() && !held.firstEntry().getValue().last().isAfter(until)) {
            forgotten = Optional.of(held.pollFirstEntry().getValue().last());
        }
        taken = Math.max(taken, oldest());
        cursor = Math.max(cursor, oldest());
        pump();
    }

    /// From the device.
    ///
    /// @param current whether it comes from the device's newest incarnation
    void answer(Answer answer, boolean current) {
        int through = connection;
        world.answer(
                "gateway of " + device,
                () -> {
                    if (through == connection) {
                        heard(answer, current);
                    }
                });
    }

    private void heard(Answer answer, boolean current) {
        switch (answer) {
            case Answer.Rewind(_, var to) -> {
                world.count("rewinds");
                long wanted = to.orElse(oldest());
                // A copy that came late may lead an empty device back to where nothing is needed.
                boolean ordered = !world.disturbance.reordering();
                if (wanted < oldest() && current && ordered) {
                    world.violated(
                            String.format(
                                    Locale.ROOT,
                                    "%s wants record %d again, acknowledged up to %d",
                                    device,
                                    wanted,
                                    oldest()));
                }
                cursor = boundary(Math.clamp(wanted, oldest(), next));
                taken = cursor;
                progressAt = world.time.now();
                pump();
            }
            case Answer.Refused(_, var seq, var refusal) ->
                    world.violated(
                            String.format(
                                    Locale.ROOT,
                                    "%s refuses record %d: %s",
                                    device,
                                    seq,
                                    refusal.explanation()));
        }
    }

    /// Event time of the last record that is acknowledged.
    Optional<EventTime> forgotten() {
        return forgotten;
    }

    boolean holds() {
        return !held.isEmpty();
    }

    private long oldest() {
        return held.isEmpty() ? next : held.firstKey();
    }

    private long boundary(long seq) {
        var entry = held.floorEntry(seq);
        return entry != null && entry.getValue().next() > seq ? entry.getKey() : seq;
    }
}
