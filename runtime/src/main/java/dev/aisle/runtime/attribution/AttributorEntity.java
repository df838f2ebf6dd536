package dev.aisle.runtime.attribution;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.runtime.kernel.Epochs;
import dev.aisle.runtime.kernel.EvidenceWatch;
import dev.aisle.runtime.kernel.FenceSettings;
import dev.aisle.runtime.kernel.FenceWatch;
import dev.aisle.runtime.kernel.FencedEntity;
import dev.aisle.runtime.kernel.Lines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;

/// The shell around an [Attributor]: journal, devices, shoppers. It holds no rule.
public final class AttributorEntity
        extends FencedEntity<AttributorCommand, AttributorEvent, Attribution> {

    public static final EntityTypeKey<AttributorCommand> TYPE_KEY =
            EntityTypeKey.create(AttributorCommand.class, "Attributor");

    /// What the shell needs besides its journal.
    ///
    /// @param nanoTime a clock that only ever goes forward, for policies alone
    public record Surroundings(
            StoreId store,
            Lines lines,
            AttributionSettings settings,
            DeliverySettings delivery,
            FenceSettings fenceSettings,
            Epochs epochs,
            FenceWatch watch,
            EvidenceWatch evidence,
            LongSupplier nanoTime) {}

    private final Surroundings around;
    private final Attributor attributor;
    private final Map<VisitId, Long> applied = new HashMap<>();
    private final Map<VisitId, Long> sent = new HashMap<>();
    private final TreeSet<VisitId> settled = new TreeSet<>();
    private final TreeSet<String> carriedOut = new TreeSet<>();
    private final Set<DeviceId> asked = new HashSet<>();
    private Optional<AttributorCommand.Adopt> offered = Optional.empty();
    private Map<DeviceId, EventTime> coverageAtTick = Map.of();
    private EventTime stalledAt = EventTime.BEGINNING;
    private long stalledSince;

    public static Behavior<AttributorCommand> create(String entityId, Surroundings around) {
        var id = PersistenceId.of(TYPE_KEY.name(), entityId);
        return raising(
                id,
                around.epochs(),
                around.fenceSettings(),
                around.watch(),
                (context, fence) -> new AttributorEntity(id, around, context, fence));
    }

    private AttributorEntity(
            PersistenceId id, Surroundings around, ActorContext<Object> context, Fence fence) {
        super(id, AttributorCommand.class, context, fence);
        this.around = around;
        this.attributor = new Attributor(around.store(), around.settings());
        this.stalledSince = around.nanoTime().getAsLong();
    }

    @Override
    public Attribution emptyState() {
        return Attribution.EMPTY;
    }

    @Override
    protected AttributorEvent started(long epoch) {
        return new AttributorEvent.Started(epoch);
    }

    @Override
    protected boolean isStarted(AttributorEvent event) {
        return event instanceof AttributorEvent.Started;
    }

    @Override
    protected Plan<AttributorEvent> onStarted(Attribution state) {
        return Plan.say(() -> {
            attributor.progress(state);
            attributor.step(state);
            askAll(state);
            state.visits().keySet().forEach(visit -> deliver(state, visit, true));
        });
    }

    @Override
    protected Plan<AttributorEvent> onCommand(Attribution state, AttributorCommand command) {
        switch (command) {
            case AttributorCommand.Adopt offer -> offered = Optional.of(offer);
            case AttributorCommand.Hear(var report) -> hear(state, report);
            case AttributorCommand.Applied(var visit, var upTo) -> {
                applied.put(visit, upTo);
                deliver(certain(), visit, upTo < sent.getOrDefault(visit, 0L));
            }
            case AttributorCommand.Settled(var visit) -> {
                if (state.visits().containsKey(visit)) {
                    settled.add(visit);
                }
            }
            case AttributorCommand.InstructionDone(_, var instruction) -> {
                if (state.instructions().containsKey(instruction)) {
                    carriedOut.add(instruction);
                }
            }
            case AttributorCommand.GetStatus(var replyTo) -> {
                return Plan.say(() -> replyTo.tell(attributor.status(state)));
            }
            case AttributorCommand.GetLive(var replyTo) -> replyTo.tell(attributor.live(certain()));
        }
        return canWrite() ? next(state) : Plan.nothing();
    }

    private void hear(Attribution state, Report report) {
        attributor
                .hear(report, state)
                .ifPresent(from -> {
                    if (asked.add(report.device())) {
                        ask(certain(), report.device(), from);
                    }
                });
    }

    /// What there is to write, one event at a time.
    private Plan<AttributorEvent> next(Attribution state) {
        if (offered.isPresent()) {
            var offer = offered.get();
            offered = Optional.empty();
            return adopt(state, offer);
        }
        if (!settled.isEmpty()) {
            var visits = List.copyOf(settled);
            settled.clear();
            return Plan.write(new AttributorEvent.Settled(visits), () -> forget(visits));
        }
        if (!carriedOut.isEmpty()) {
            var instructions = List.copyOf(carriedOut);
            carriedOut.clear();
            return Plan.write(new AttributorEvent.Instructed(instructions));
        }
        return attributor
                .step(state)
                .map(step -> Plan.<AttributorEvent>write(step, () -> advanced(step)))
                .orElseGet(Plan::nothing);
    }

    private void advanced(AttributorEvent.Advanced step) {
        for (var lost : step.missing()) {
            around.evidence().missing(around.store(), lost.device(), lost.gap());
        }
        for (var happening : step.happenings()) {
            if (happening instanceof AttributorEvent.TapRefused refused) {
                around.evidence().toldNo(refused.reason());
            }
        }
        tellAll(certain());
    }

    private Plan<AttributorEvent> adopt(Attribution state, AttributorCommand.Adopt offer) {
        Runnable done =
                () ->
                        around.lines()
                                .store(around.store(), new StoreCommand.Adopted(offer.version()));
        boolean known =
                state.blueprints().stream().anyMatch(each -> each.version() >= offer.version());
        if (known) {
            return Plan.say(done);
        }
        boolean first = state.blueprints().isEmpty();
        var frontier = attributor.progress(state).frontier();
        var from = first ? offer.from() : EventTime.max(offer.from(), frontier.plusMicros(1));
        return Plan.write(
                new AttributorEvent.Adopted(offer.version(), from, offer.blueprint()), done);
    }

    private void forget(List<VisitId> visits) {
        visits.forEach(visit -> {
            applied.remove(visit);
            sent.remove(visit);
        });
    }

    /// A step is confirmed: everybody may know how far the store has come.
    private void tellAll(Attribution state) {
        var progress = attributor.progress(state);
        attributor
                .coverage()
                .keySet()
                .forEach(device -> device(device, new DeviceCommand.Progressed(progress)));
        state.visits().keySet().forEach(visit -> deliver(state, visit, false));
        instruct(state);
    }

    /// Sends a visit's changes that its shopper lacks; again those that were sent before, where
    /// `again`.
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
        int to = (int) Math.min(last, from + around.delivery().batch());
        if (from < to || again) {
            sent.put(visit, (long) to);
            around.lines()
                    .shopper(
                            around.store(),
                            visit,
                            new ShopperCommand.Apply(
                                    known.changes().subList((int) Math.min(from, last), to)));
        }
    }

    private void instruct(Attribution state) {
        state.instructions()
                .forEach((id, ordered) ->
                        device(
                                ordered.device(),
                                new DeviceCommand.Instruct(Instructions.of(id, ordered, state))));
    }

    private void askAll(Attribution state) {
        attributor.coverage().forEach((device, reached) -> ask(state, device, reached));
    }

    private void ask(Attribution state, DeviceId device, EventTime from) {
        device(device, new DeviceCommand.ReportFrom(from, attributor.progress(state)));
    }

    private void device(DeviceId device, DeviceCommand command) {
        attributor
                .kind(device)
                .ifPresent(kind -> around.lines().device(around.store(), kind, device, command));
    }

    @Override
    protected Plan<AttributorEvent> onClear(Attribution state) {
        return next(state);
    }

    /// Nothing of an unconfirmed step is told. Reminds whoever owes an answer, and asks devices
    /// that hold the others back.
    @Override
    protected Plan<AttributorEvent> onTick(Attribution state) {
        asked.clear();
        remind(certain());
        if (!canWrite()) {
            return Plan.nothing();
        }
        var plan = next(state);
        return plan.event().isPresent() ? plan : withoutLast(state);
    }

    private void remind(Attribution state) {
        var progress = attributor.progress(state);
        for (var device : attributor.behind()) {
            device(device, new DeviceCommand.Progressed(progress));
            var reached = attributor.coverage().get(device);
            if (reached != null && reached.equals(coverageAtTick.get(device))) {
                ask(state, device, reached);
            }
        }
        coverageAtTick = Map.copyOf(attributor.coverage());
        for (var visit : state.visits().entrySet()) {
            long has = applied.getOrDefault(visit.getKey(), 0L);
            if (visit.getValue().complete() || has < visit.getValue().changes().size()) {
                deliver(state, visit.getKey(), true);
            }
        }
        instruct(state);
    }

    /// A policy: after so long without progress, decide without those who hold everybody back (rule
    /// 8).
    private Plan<AttributorEvent> withoutLast(Attribution state) {
        var frontier = attributor.progress(state).frontier();
        long now = around.nanoTime().getAsLong();
        if (!frontier.equals(stalledAt)) {
            stalledAt = frontier;
            stalledSince = now;
        }
        var patience = around.delivery().decideWithoutAfter();
        if (patience.isEmpty() || now - stalledSince < patience.get().toNanos()) {
            return Plan.nothing();
        }
        stalledSince = now;
        return attributor
                .without(state)
                .map(given -> Plan.<AttributorEvent>write(given))
                .orElseGet(Plan::nothing);
    }

    @Override
    protected void onWritten(Attribution state, AttributorEvent event) {
        attributor.happened(event, state);
    }

    @Override
    protected Attribution evolve(Attribution state, AttributorEvent event) {
        return state.evolve(event);
    }
}
