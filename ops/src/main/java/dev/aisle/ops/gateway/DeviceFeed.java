package dev.aisle.ops.gateway;

import dev.aisle.protocols.device.v1.DoorEvent;
import dev.aisle.protocols.device.v1.GapReason;
import dev.aisle.protocols.device.v1.PoseFrame;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.TerminalEvent;
import dev.aisle.protocols.device.v1.WeightBatch;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/// What one device says. Event time rises strictly from call to call. Calls may come from any
/// thread; those of one thread are kept in their order.
///
/// Each call returns at once, with a stage that completes when the record is kept: that is the
/// back-pressure. Wait for it, or for one some calls ago: more than `buffer.waiting` at a time are
/// refused. It fails with a [GatewayException]. Stages complete on the gateway's thread, where
/// nothing may wait.
public final class DeviceFeed {

    /// What became of a record.
    public enum Outcome {
        KEPT,
        /// There was no room: a `Gap(FULL)` will say so. Live alone.
        DROPPED
    }

    /// Hands a record to the gateway's thread.
    interface Sink {
        void offer(Said said, CompletableFuture<Outcome> outcome);
    }

    private final DeviceId device;
    private final GatewaySettings settings;
    private final Sink sink;
    private final AtomicInteger waiting = new AtomicInteger();

    DeviceFeed(DeviceId device, GatewaySettings settings, Sink sink) {
        this.device = device;
        this.settings = settings;
        this.sink = sink;
    }

    public DeviceId device() {
        return device;
    }

    /// The device's first word: what lies at or before `at` is not expected of it.
    public CompletionStage<Outcome> begin(EventTime at) {
        return say(Said.begin(at));
    }

    public CompletionStage<Outcome> pose(EventTime at, PoseFrame frame) {
        return say(Said.of(Said.at(at).setPose(frame).build()));
    }

    /// A batch of weight samples.
    ///
    /// @param first event time of the first sample
    /// @param stepMicros from each sample to the next: one fewer than there are samples, each above
    ///   0
    /// @param grams all plates of the first sample, then all of the second …; NaN where a reading
    ///   is missing
    public CompletionStage<Outcome> weights(
            EventTime first, int[] stepMicros, float[] grams, int plates) {
        if (plates < 1 || grams.length != plates * (stepMicros.length + 1)) {
            return wrong(
                    grams.length
                            + " floats do not make "
                            + (stepMicros.length + 1)
                            + " samples of "
                            + plates
                            + " plates");
        }
        var batch = WeightBatch.newBuilder();
        for (float gram : grams) {
            batch.addGrams(gram);
        }
        for (int step : stepMicros) {
            batch.addStepUs(step);
        }
        return weights(first, batch.build());
    }

    public CompletionStage<Outcome> weights(EventTime first, WeightBatch batch) {
        return record(Said.at(first).setWeights(batch).build());
    }

    public CompletionStage<Outcome> door(EventTime at, DoorEvent event) {
        return say(Said.of(Said.at(at).setDoor(event).build()));
    }

    public CompletionStage<Outcome> terminal(EventTime at, TerminalEvent event) {
        return say(Said.of(Said.at(at).setTerminal(event).build()));
    }

    /// Nothing happened up to `upTo`.
    public CompletionStage<Outcome> covered(EventTime upTo) {
        return say(Said.covered(upTo));
    }

    /// The device's last word.
    public CompletionStage<Outcome> end(EventTime at) {
        return say(Said.end(at));
    }

    /// Nothing will ever come for (from, to].
    public CompletionStage<Outcome> gap(EventTime from, EventTime to, GapReason reason) {
        if (!to.isAfter(from)) {
            return wrong("a gap from " + from + " to " + to + " ends before it begins");
        }
        return say(Said.gap(Optional.of(from), to, reason));
    }

    /// A record as it will be sent, but for its number, which the gateway sets.
    public CompletionStage<Outcome> record(Record record) {
        if (record.getContentCase() == Record.ContentCase.CONTENT_NOT_SET) {
            return wrong("a record without content");
        }
        if (record.hasWeights()
                && record.getWeights().getStepUsList().stream().anyMatch(step -> step <= 0)) {
            return wrong("each step between samples must be above 0 and below 2^31 µs");
        }
        return say(Said.of(record));
    }

    private CompletionStage<Outcome> say(Said said) {
        int limit = settings.bundling().bytes();
        if (said.bytes() > limit) {
            return failed(new GatewayFault.TooLarge(device, said.bytes(), limit));
        }
        if (said.first().micros() <= 0) {
            return wrong("event time " + said.first() + " is not after 1970");
        }
        int most = settings.buffer().waiting();
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return failed(new GatewayFault.TooManyWaiting(device, most));
        }
        var outcome = new CompletableFuture<Outcome>();
        var settled = outcome.whenComplete((_, _) -> waiting.decrementAndGet());
        sink.offer(said, outcome);
        return settled;
    }

    private CompletionStage<Outcome> wrong(String why) {
        return failed(new GatewayFault.WrongShape(device, why));
    }

    private static CompletionStage<Outcome> failed(GatewayFault fault) {
        return CompletableFuture.failedStage(new GatewayException(fault));
    }
}
