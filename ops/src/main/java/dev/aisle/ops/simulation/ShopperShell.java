package dev.aisle.ops.simulation;

import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.runtime.shopper.ChargeKey;
import dev.aisle.runtime.shopper.Outcome;
import dev.aisle.runtime.shopper.Shopper;
import dev.aisle.runtime.shopper.ShopperStep;
import dev.aisle.runtime.shopper.ShopperStep.Send;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Drives a [Shopper] as its shell in a node does.
final class ShopperShell {

    private static final long AGAIN = World.SECOND / 2;

    private final World world;
    private final StoreSimulation store;
    private final VisitId visit;
    private final Journal<ShopperEvent, Shopper> journal;
    private final int maxAttempts;
    private final ArrayDeque<Function<Shopper, ShopperStep>> waiting = new ArrayDeque<>();
    private Shopper shopper;
    private long number;
    private boolean persisting;
    private boolean busy;
    private boolean gone;

    ShopperShell(
            World world,
            StoreSimulation store,
            VisitId visit,
            Journal<ShopperEvent, Shopper> journal,
            int maxAttempts) {
        this.world = world;
        this.store = store;
        this.visit = visit;
        this.journal = journal;
        this.maxAttempts = maxAttempts;
        var found = journal.replay();
        this.shopper = found.state();
        this.number = found.number();
        goOn();
    }

    void crash() {
        gone = true;
    }

    void apply(List<Numbered> changes) {
        receive(state -> state.apply(renumbered(state, changes)));
    }

    private List<Numbered> renumbered(Shopper state, List<Numbered> changes) {
        if (!world.is(Mutant.SHOPPER_IGNORES_NUMBERS)) {
            return changes;
        }
        var renumbered = new ArrayList<Numbered>();
        for (var change : changes) {
            long number = state.applied() + 1 + renumbered.size();
            renumbered.add(new Numbered(number, change.change()));
        }
        return renumbered;
    }

    private void receive(Function<Shopper, ShopperStep> message) {
        if (gone) {
            return;
        }
        if (persisting) {
            waiting.add(message);
        } else {
            run(message.apply(shopper));
        }
    }

    private void run(ShopperStep step) {
        if (step.events().isEmpty()) {
            step.sends().forEach(this::carryOut);
            goOn();
            return;
        }
        persisting = true;
        world.time.after(
                world.shortly(),
                () -> {
                    if (gone && world.chance(0.5)) {
                        return;
                    }
                    write(step.events());
                    world.time.after(world.shortly(), () -> persisted(step));
                });
    }

    private void write(List<ShopperEvent> events) {
        long tie = world.pick(1 << 20);
        for (int i = 0; i < events.size(); i++) {
            journal.append(number + i + 1, tie, events.get(i));
        }
    }

    private void persisted(ShopperStep step) {
        if (gone) {
            return;
        }
        number += step.events().size();
        for (var event : step.events()) {
            shopper = shopper.evolve(event);
        }
        persisting = false;
        step.sends().forEach(this::carryOut);
        goOn();
        while (!persisting && !waiting.isEmpty()) {
            run(waiting.remove().apply(shopper));
        }
    }

    private void goOn() {
        if (!busy) {
            world.time.after(0, this::resume);
        }
    }

    /// Does what is owed, unless something is under way; after a write it comes up again.
    private void resume() {
        if (gone || busy || persisting) {
            return;
        }
        var step = shopper.resume(maxAttempts);
        if (step.events().isEmpty()) {
            step.sends().forEach(this::carryOut);
        } else {
            run(step);
        }
    }

    private void carryOut(Send send) {
        busy |= send instanceof Send.Call;
        switch (send) {
            case Send.AppliedUpTo(var number) -> store.applied(visit, number);
            case Send.TellSettled() -> store.settled(visit);
            case Send.Charge(var key, var amount, var payer) ->
                    store.provider().charge(key, amount, payer, outcome -> answered(key, outcome));
            case Send.AskProvider(var key, _) ->
                    store.provider().ask(key, outcome -> answered(key, outcome));
            case Send.RecordReceipt(var receipt, var stage, _) ->
                    world.time.after(
                            world.shortly(),
                            () -> {
                                boolean kept = !world.chance(0.1);
                                if (kept) {
                                    store.record(receipt);
                                }
                                world.time.after(
                                        world.shortly(),
                                        () ->
                                                receive(state -> {
                                                    busy = false;
                                                    return kept
                                                            ? state.recorded(stage)
                                                            : state.notRecorded();
                                                }));
                            });
            case Send.ResumeLater() ->
                    world.time.after(
                            AGAIN,
                            () -> {
                                busy = false;
                                resume();
                            });
        }
    }

    private void answered(ChargeKey key, Outcome outcome) {
        receive(state -> {
            busy = false;
            return state.outcome(key.attempt(), outcome);
        });
    }
}
