package dev.aisle.ops.simulation;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.runtime.kernel.DeviceSettings;
import dev.aisle.runtime.kernel.Horizon;
import dev.aisle.runtime.kernel.Reception;
import dev.aisle.runtime.kernel.SoftDevice;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/// Drives a [SoftDevice] as its shell in a node does.
final class SoftShell<D extends SoftDevice<D>> implements DeviceShell {

    private final World world;
    private final Lane lane;
    private final DeviceSettings settings;
    private final Function<Progress, EventTime> safe;
    private final Consumer<Report> attributor;
    private D device;
    private Progress progress = Progress.NONE;
    private EventTime firstTaken = EventTime.BEGINNING;
    private boolean connected;
    private boolean blocked;
    private boolean gone;
    private long rewoundAt;

    SoftShell(
            World world,
            Lane lane,
            DeviceSettings settings,
            Function<Progress, EventTime> safe,
            Consumer<Report> attributor,
            D empty) {
        this.world = world;
        this.lane = lane;
        this.settings = settings;
        this.safe = safe;
        this.attributor = attributor;
        this.device = empty;
    }

    @Override
    public void start() {}

    @Override
    public void crash() {
        gone = true;
    }

    @Override
    public void take(Bundle bundle) {
        if (gone) {
            return;
        }
        connected = true;
        if (device.intake().rewinding() && waitedLong()) {
            device = device.with(device.intake().impatient());
        }
        boolean fresh = !device.intake().started();
        var reception = Reception.of(device, bundle, horizon());
        device = reception.device();
        blocked = reception.blocked();
        if (blocked) {
            world.count("blocked");
        }
        if (fresh) {
            firstTaken = device.intake().at();
        }
        for (var answer : reception.answers()) {
            if (answer instanceof Reception.Answer.Rewind) {
                rewoundAt = world.time.now();
            }
            lane.answer(answer, true);
        }
        device.report()
                .ifPresent(report -> {
                    attributor.accept(report);
                    device = device.passedOn();
                });
        acknowledge();
    }

    private boolean waitedLong() {
        return (world.time.now() - rewoundAt) * 1_000 > settings.patience().toNanos();
    }

    private Horizon horizon() {
        return Horizon.of(progress, firstTaken, device.said(), device.ended(), settings.horizon());
    }

    @Override
    public void progressed(Progress reached) {
        if (gone) {
            return;
        }
        var before = safe.apply(progress);
        progress = progress.and(reached);
        if (blocked) {
            blocked = false;
            rewind(OptionalLong.of(device.intake().next()));
        }
        if (!safe.apply(progress).equals(before)) {
            acknowledge();
        }
    }

    @Override
    public void reportFrom(EventTime from, Progress reached) {
        if (gone) {
            return;
        }
        progressed(reached);
        if (device.hasPassed(from)) {
            world.count("emptied");
            device = device.emptied();
            rewind(OptionalLong.empty());
        } else if (device.ended()) {
            attributor.accept(device.again());
        }
    }

    private void rewind(OptionalLong to) {
        rewoundAt = world.time.now();
        if (connected) {
            lane.answer(new Reception.Answer.Rewind(device.intake().boot(), to), true);
        }
        device = device.with(device.intake().rewound());
    }

    private void acknowledge() {
        if (device.intake().started() && connected) {
            lane.acknowledged(
                    device.intake(), EventTime.min(safe.apply(progress), device.intake().at()));
        }
    }
}
