package dev.aisle.ops.simulation;

import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.shelf.ShelfEvent;
import dev.aisle.protocols.shelf.ShelfEvent.Anchored;
import dev.aisle.runtime.kernel.DeviceSettings;
import dev.aisle.runtime.kernel.Horizon;
import dev.aisle.runtime.kernel.Reception;
import dev.aisle.runtime.shelf.Shelf;
import dev.aisle.runtime.shelf.ShelfSettings;
import dev.aisle.runtime.shelf.ShelfState;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Drives a [Shelf] as its shell in a node does.
final class ShelfShell extends Fenced<ShelfEvent, ShelfState> implements DeviceShell {

    private final DeviceId device;
    private final Lane lane;
    private final ShelfSettings settings;
    private final DeviceSettings deviceSettings;
    private final Consumer<Report> attributor;
    private final Predicate<DeviceShell> current;
    private final Runnable renew;
    private Shelf shelf;
    private Progress progress = Progress.NONE;
    private EventTime firstTaken = EventTime.BEGINNING;
    private EventTime acknowledged = EventTime.BEGINNING;
    private boolean connected;
    private boolean blocked;

    ShelfShell(
            World world,
            Journal<ShelfEvent, ShelfState> journal,
            DeviceId device,
            Lane lane,
            Rules rules,
            Consumer<Report> attributor,
            Predicate<DeviceShell> current,
            Runnable renew) {
        super(world, journal, ShelfState.EMPTY);
        this.device = device;
        this.lane = lane;
        this.settings = rules.shelf();
        this.deviceSettings = rules.device();
        this.attributor = attributor;
        this.current = current;
        this.renew = renew;
        this.shelf = Shelf.from(device, settings, ShelfState.EMPTY);
    }

    @Override
    ShelfEvent started(long epoch) {
        return new ShelfEvent.Started(epoch);
    }

    @Override
    Plan<ShelfEvent> onStarted(ShelfState state) {
        shelf = Shelf.from(device, settings, state);
        acknowledged = state.anchor().map(Anchored::at).orElse(EventTime.BEGINNING);
        return Plan.nothing();
    }

    @Override
    public void take(Bundle bundle) {
        receive(() -> taken(bundle));
    }

    private Plan<ShelfEvent> taken(Bundle bundle) {
        connected = true;
        boolean fresh = !shelf.intake().started();
        var reception = Reception.of(shelf, bundle, horizon());
        blocked = reception.blocked();
        if (fresh) {
            firstTaken = shelf.intake().at();
        }
        reception.answers().forEach(this::say);
        shelf.report().ifPresent(attributor);
        acknowledge();
        return anchor();
    }

    private Horizon horizon() {
        var reach = deviceSettings.horizon();
        return Horizon.of(progress, firstTaken, shelf.covered(), shelf.ended(), reach);
    }

    @Override
    public void progressed(Progress reached) {
        receive(() -> {
            onProgress(reached);
            return anchor();
        });
    }

    @Override
    public void reportFrom(EventTime from, Progress reached) {
        receive(() -> {
            onProgress(reached);
            shelf.reportFrom(from).ifPresent(attributor);
            return anchor();
        });
    }

    private void onProgress(Progress reached) {
        progress = progress.and(reached);
        shelf.progressed(progress);
        if (blocked) {
            blocked = false;
            say(
                    new Reception.Answer.Rewind(
                            shelf.intake().boot(), OptionalLong.of(shelf.intake().next())));
            shelf.with(shelf.intake().rewound());
        }
    }

    private Plan<ShelfEvent> anchor() {
        if (!canWrite() || !shelf.anchorIsDue()) {
            return Plan.nothing();
        }
        var anchor = shelf.anchor();
        return Plan.write(
                anchor,
                () -> {
                    acknowledged = anchor.at();
                    acknowledge();
                });
    }

    @Override
    Plan<ShelfEvent> onClear(ShelfState state) {
        return anchor();
    }

    @Override
    Plan<ShelfEvent> onTick(ShelfState state) {
        shelf.with(shelf.intake().impatient());
        return anchor();
    }

    @Override
    void onWritten(ShelfState state, ShelfEvent event) {}

    @Override
    void onFenced() {
        if (current.test(this)) {
            renew.run();
        }
    }

    @Override
    ShelfState evolve(ShelfState state, ShelfEvent event) {
        return state.evolve(event);
    }

    private void say(Reception.Answer answer) {
        if (connected) {
            lane.answer(answer, current.test(this));
        }
    }

    private void acknowledge() {
        if (shelf.intake().started() && connected) {
            boolean early = world.is(Mutant.SHELF_ACKNOWLEDGES_BEYOND_ANCHOR);
            lane.acknowledged(shelf.intake(), early ? shelf.intake().at() : acknowledged);
        }
    }
}
