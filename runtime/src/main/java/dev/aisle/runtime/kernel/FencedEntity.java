package dev.aisle.runtime.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/// The shell that Attributor, Shelf and Store share (rule 13): it raises its epoch before it reads
/// the journal, reads it once more after that, writes `Started(epoch)` first, and after each event
/// confirms that the epoch is still its own before anything is said. It takes a snapshot at
/// `Started` alone, for a zombie's snapshot would hide what its successor wrote.
///
/// @param <C> commands, <E> events, <S> state
public abstract class FencedEntity<C, E, S> extends EventSourcedBehavior<Object, E, S> {

    /// What an entity does about a command: at most one event, and words that wait for its
    /// confirmation.
    public record Plan<E>(Optional<E> event, List<Runnable> words) {

        public Plan {
            words = List.copyOf(words);
        }

        public static <E> Plan<E> nothing() {
            return new Plan<>(Optional.empty(), List.of());
        }

        public static <E> Plan<E> say(Runnable... words) {
            return new Plan<>(Optional.empty(), List.of(words));
        }

        public static <E> Plan<E> write(E event, Runnable... words) {
            return new Plan<>(Optional.of(event), List.of(words));
        }
    }

    private record Raised(Optional<Long> epoch, Optional<Throwable> failure) {}

    private record Read(long asker, Optional<Long> epoch) {}

    private record Tick() {}

    private final Fence fence;
    private final ActorContext<Object> context;
    private final Class<C> commands;
    private Outbox<Runnable> outbox;
    private final ActorRef<Object> self;
    private boolean begun;
    private boolean started;
    private int written;

    /// With all events that are confirmed, and no other.
    private Optional<S> certain = Optional.empty();

    /// What is new with every incarnation.
    ///
    /// @param epoch that was raised
    public record Fence(
            String persistenceId,
            long epoch,
            Epochs epochs,
            FenceSettings settings,
            FenceWatch watch) {}

    protected FencedEntity(
            PersistenceId id, Class<C> commands, ActorContext<Object> context, Fence fence) {
        super(id);
        this.commands = commands;
        this.context = context;
        this.fence = fence;
        this.outbox = Outbox.of(fence.epoch());
        this.self = context.getSelf();
    }

    /// Raises the epoch, then becomes the entity; on any failure begins again after a while.
    protected static <C> Behavior<C> raising(
            PersistenceId id,
            Epochs epochs,
            FenceSettings settings,
            FenceWatch watch,
            BiFunction<ActorContext<Object>, Fence, Behavior<Object>> entity) {
        Behavior<Object> raising =
                Behaviors.withStash(
                        settings.stash(),
                        stash ->
                                Behaviors.setup(context -> {
                                    context.pipeToSelf(
                                            epochs.raise(id.id()),
                                            (epoch, failure) ->
                                                    new Raised(
                                                            Optional.ofNullable(epoch),
                                                            Optional.ofNullable(failure)));
                                    return Behaviors.receive(Object.class)
                                            .onMessage(
                                                    Raised.class,
                                                    raised ->
                                                            raised(
                                                                    raised, id, epochs, settings,
                                                                    watch, entity, context, stash))
                                            .onAnyMessage(early -> {
                                                if (stash.isFull()) {
                                                    watch.dropped(id.id());
                                                } else {
                                                    stash.stash(early);
                                                }
                                                return Behaviors.same();
                                            })
                                            .build();
                                }));
        return Behaviors.supervise(raising)
                .onFailure(
                        SupervisorStrategy.restartWithBackoff(
                                        settings.backoffMin(), settings.backoffMax(), 0.2)
                                .withStashCapacity(settings.stash()))
                .narrow();
    }

    private static Behavior<Object> raised(
            Raised raised,
            PersistenceId id,
            Epochs epochs,
            FenceSettings settings,
            FenceWatch watch,
            BiFunction<ActorContext<Object>, Fence, Behavior<Object>> entity,
            ActorContext<Object> context,
            StashBuffer<Object> stash) {
        long epoch =
                raised.epoch()
                        .orElseThrow(
                                () -> new EpochUnavailable(id.id(), raised.failure().orElse(null)));
        var fence = new Fence(id.id(), epoch, epochs, settings, watch);
        return stash.unstashAll(
                Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(new Tick(), settings.tick());
                    return entity.apply(context, fence);
                }));
    }

    /// The first event of this incarnation.
    protected abstract E started(long epoch);

    protected abstract boolean isStarted(E event);

    /// Called once `Started` is confirmed.
    protected abstract Plan<E> onStarted(S state);

    /// May write only where `canWrite`; else what it wants to write must come up again in
    /// [#onClear].
    protected abstract Plan<E> onCommand(S state, C command);

    /// Called after each confirmation: what else is there to write?
    protected abstract Plan<E> onClear(S state);

    /// Called every `fence.tick` of wall time.
    protected abstract Plan<E> onTick(S state);

    /// An event of this incarnation is in the journal, and not yet confirmed.
    protected abstract void onWritten(S state, E event);

    protected boolean canWrite() {
        return started && outbox.isClear();
    }

    /// The state as of the last confirmation. Whatever is said outside a [Plan] must lean on it: an
    /// event that is not confirmed was perhaps written by an old incarnation.
    protected S certain() {
        return certain.orElseGet(this::emptyState);
    }

    protected ActorContext<Object> context() {
        return context;
    }

    protected abstract S evolve(S state, E event);

    @Override
    public CommandHandler<Object, E, S> commandHandler() {
        return this::onMessage;
    }

    private Effect<E, S> onMessage(S state, Object message) {
        return switch (message) {
            case Read(var asker, var epoch) when asker == fence.epoch() ->
                    begun ? onRead(state, epoch) : begin(epoch);
            case Read _, Raised _ -> Effect().none();
            case Tick _ -> started ? effect(onTick(state)) : Effect().none();
            default ->
                    started ? effect(onCommand(state, commands.cast(message))) : Effect().stash();
        };
    }

    /// The journal is read. Whoever lost the epoch meanwhile must not write even `Started`: it may
    /// have read rows of its successor, and a row that follows them could take the number of one
    /// that the successor confirms. A replay that ends with that number sees only the first row of
    /// it.
    private Effect<E, S> begin(Optional<Long> epoch) {
        if (epoch.isEmpty()) {
            throw new EpochUnavailable(fence.persistenceId(), null);
        }
        if (epoch.get() != fence.epoch()) {
            fence.watch().fenced(fence.persistenceId(), fence.epoch(), epoch.get(), number());
            return Effect().stop();
        }
        begun = true;
        return Effect().persist(started(fence.epoch())).thenRun(_ -> written(List.of()));
    }

    private Effect<E, S> effect(Plan<E> plan) {
        if (plan.event().isEmpty()) {
            say(plan.words());
            return Effect().none();
        }
        var event = plan.event().get();
        return Effect()
                .persist(event)
                .thenRun((S next) -> {
                    onWritten(next, event);
                    written(plan.words());
                });
    }

    /// Words without a write: at once, or behind what is unconfirmed.
    private void say(List<Runnable> words) {
        if (outbox.isFenced()) {
            return;
        }
        if (outbox.isClear()) {
            words.forEach(Runnable::run);
        } else {
            outbox = outbox.also(words);
        }
    }

    private void written(List<Runnable> words) {
        outbox = outbox.written(words);
        written++;
        if (fence.settings().drillDelay().isZero()) {
            ask();
        } else {
            context.getSystem()
                    .scheduler()
                    .scheduleOnce(
                            fence.settings().drillDelay(),
                            this::ask,
                            context.getExecutionContext());
        }
    }

    private void ask() {
        long asker = fence.epoch();
        fence.epochs()
                .read(fence.persistenceId())
                .whenComplete((epoch, _) -> self.tell(new Read(asker, Optional.ofNullable(epoch))));
    }

    private long number() {
        return lastSequenceNumber(context);
    }

    private Effect<E, S> onRead(S state, Optional<Long> epoch) {
        if (epoch.isEmpty()) {
            throw new EpochUnavailable(fence.persistenceId(), null);
        }
        var waiting = outbox.unconfirmed().orElse(List.of());
        outbox = outbox.read(epoch.get());
        if (outbox.isFenced()) {
            fence.watch().fenced(fence.persistenceId(), fence.epoch(), epoch.get(), number());
            return Effect().stop();
        }
        certain = Optional.of(state);
        waiting.forEach(Runnable::run);
        if (written > fence.settings().renewAfter()) {
            throw new Renewal(fence.persistenceId());
        }
        if (started) {
            return effect(onClear(state));
        }
        started = true;
        fence.watch().started(fence.persistenceId(), fence.epoch(), number());
        var plan = onStarted(state);
        if (plan.event().isEmpty()) {
            say(plan.words());
            return Effect().none().thenUnstashAll();
        }
        throw new IllegalStateException("nothing is written at the start but Started");
    }

    @Override
    public EventHandler<S, E> eventHandler() {
        return this::evolve;
    }

    @Override
    public SignalHandler<S> signalHandler() {
        return newSignalHandlerBuilder().onSignal(RecoveryCompleted.instance(), _ -> ask()).build();
    }

    @Override
    public boolean shouldSnapshot(S state, E event, long sequenceNr) {
        return isStarted(event);
    }
}
