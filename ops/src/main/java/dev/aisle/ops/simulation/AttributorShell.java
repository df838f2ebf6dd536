package dev.aisle.ops.simulation;

import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Advanced;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.runtime.attribution.Attribution;
import dev.aisle.runtime.attribution.Attributor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Drives an [Attributor] as its shell in a node does.
final class AttributorShell extends Fenced<AttributorEvent, Attribution> {

    private final StoreSimulation store;
    private final Rules rules;
    private final Attributor attributor;
    private final Map<VisitId, Long> applied = new HashMap<>();
    private final Map<VisitId, Long> sent = new HashMap<>();
    private final TreeSet<VisitId> settled = new TreeSet<>();
    private final Set<DeviceId> asked = new HashSet<>();
    private Optional<AttributorEvent.Adopted> offered = Optional.empty();
    private Map<DeviceId, EventTime> coverageAtTick = Map.of();
    private EventTime frontier = EventTime.BEGINNING;
    private long nextStep;

    AttributorShell(
            World world,
            Journal<AttributorEvent, Attribution> journal,
            StoreSimulation store,
            Rules rules) {
        super(world, journal, Attribution.EMPTY);
        this.store = store;
        this.rules = rules;
        this.attributor = new Attributor(store.id(), rules.attribution());
    }

    @Override
    AttributorEvent started(long epoch) {
        return new AttributorEvent.Started(epoch);
    }

    @Override
    Plan<AttributorEvent> onStarted(Attribution state) {
        return Plan.say(() -> {
            attributor.step(state);
            attributor.coverage().forEach(this::ask);
            state.visits().keySet().forEach(visit -> deliver(state, visit, true));
        });
    }

    /// From the store, until it is adopted.
    void adopt(AttributorEvent.Adopted offer) {
        receive(() -> {
            if (state().blueprints().isEmpty()) {
                offered = Optional.of(offer);
            }
            return nextIfClear();
        });
    }

    void hear(Report report) {
        receive(() -> {
            attributor
                    .hear(report, state())
                    .ifPresent(from -> {
                        if (asked.add(report.device())) {
                            ask(report.device(), from);
                        }
                    });
            return nextIfClear();
        });
    }

    void applied(VisitId visit, long upTo) {
        receive(() -> {
            applied.put(visit, upTo);
            deliver(told(), visit, upTo < sent.getOrDefault(visit, 0L));
            return nextIfClear();
        });
    }

    void settled(VisitId visit) {
        receive(() -> {
            if (state().visits().containsKey(visit)) {
                settled.add(visit);
            }
            return nextIfClear();
        });
    }

    private Plan<AttributorEvent> nextIfClear() {
        return canWrite() ? next(state()) : Plan.nothing();
    }

    private Plan<AttributorEvent> next(Attribution state) {
        if (offered.isPresent()) {
            var offer = offered.get();
            offered = Optional.empty();
            return state.blueprints().isEmpty() ? Plan.write(offer) : Plan.nothing();
        }
        if (!settled.isEmpty()) {
            var visits = List.copyOf(settled);
            settled.clear();
            return Plan.write(
                    new AttributorEvent.Settled(visits),
                    () -> {
                        applied.keySet().removeAll(visits);
                        sent.keySet().removeAll(visits);
                    });
        }
        if (world.time.now() < nextStep) {
            return Plan.nothing();
        }
        var step = attributor.step(state).map(this::spoiled);
        if (step.isPresent() && world.disturbance.chunked()) {
            nextStep = world.time.now() + world.pick(8 * World.SECOND);
        }
        return step.map(taken -> Plan.<AttributorEvent>write(taken, () -> tellAll(certain())))
                .orElseGet(Plan::nothing);
    }

    private Advanced spoiled(Advanced step) {
        return world.is(Mutant.FORGETS_NEEDED_FROM)
                ? new Advanced(
                        step.handledTo(),
                        step.handledTo(),
                        step.lastSeen(),
                        step.missing(),
                        step.ended(),
                        step.begun(),
                        step.happenings())
                : step;
    }

    private void tellAll(Attribution state) {
        var progress = attributor.progress(state);
        if (progress.frontier().isBefore(frontier)) {
            world.violated("the frontier goes back from " + frontier + " to " + progress);
        }
        frontier = progress.frontier();
        if (isNewest()) {
            store.told(progress);
        }
        attributor.coverage().keySet().forEach(device -> store.progressed(device, progress));
        state.visits().keySet().forEach(visit -> deliver(state, visit, false));
    }

    private void deliver(Attribution state, VisitId visit, boolean again) {
        var known = state.visits().get(visit);
        if (known == null) {
            return;
        }
        long from = applied.getOrDefault(visit, 0L);
        if (!again) {
            from = Math.max(from, sent.getOrDefault(visit, 0L));
        }
        int last = known.changes().size();
        int to = (int) Math.min(last, from + rules.delivery().batch());
        if (from < to || again) {
            sent.put(visit, (long) to);
            store.apply(visit, known.changes().subList((int) Math.min(from, last), to));
        }
    }

    private void ask(DeviceId device, EventTime from) {
        store.reportFrom(device, from, attributor.progress(told()));
    }

    /// What may be said of.
    private Attribution told() {
        return world.is(Mutant.TELLS_UNCONFIRMED) ? state() : certain();
    }

    @Override
    Plan<AttributorEvent> onClear(Attribution state) {
        return next(state);
    }

    @Override
    Plan<AttributorEvent> onTick(Attribution state) {
        asked.clear();
        remind(told());
        return canWrite() ? next(state) : Plan.nothing();
    }

    private void remind(Attribution state) {
        var progress = attributor.progress(state);
        for (var device : attributor.behind()) {
            store.progressed(device, progress);
            var reached = attributor.coverage().get(device);
            if (reached != null && reached.equals(coverageAtTick.get(device))) {
                ask(device, reached);
            }
        }
        coverageAtTick = Map.copyOf(attributor.coverage());
        for (var visit : state.visits().entrySet()) {
            long has = applied.getOrDefault(visit.getKey(), 0L);
            if (visit.getValue().complete() || has < visit.getValue().changes().size()) {
                deliver(state, visit.getKey(), true);
            }
        }
    }

    @Override
    void onWritten(Attribution state, AttributorEvent event) {
        attributor.happened(event, state);
    }

    @Override
    void onFenced() {
        store.fenced(this);
    }

    @Override
    Attribution evolve(Attribution state, AttributorEvent event) {
        return state.evolve(event);
    }

    /// Whether all is decided, and every visit settled.
    boolean isDone() {
        return isStarted()
                && !isGone()
                && attributor.status(state()).ended()
                && state().visits().isEmpty();
    }

    String position() {
        return String.valueOf(attributor.status(state()));
    }
}
