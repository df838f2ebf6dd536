package dev.aisle.runtime.shopper;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.protocols.shopper.ShopperReply.Stage;
import dev.aisle.runtime.kernel.Addresses;
import dev.aisle.runtime.shopper.ShopperStep.Send;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding.ShardCommand;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.Recovery;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/// The shell around a [Shopper]: identity, persistence, calls, waits. It holds no rule.
///
/// One thing is under way at a time: a call to provider, token table or read model, or a wait. It
/// passivates by itself, a while after it owes nothing; sharding's own passivation must be off for
/// this type, since it would put a debtor to sleep.
public final class ShopperEntity extends EventSourcedBehavior<Object, ShopperEvent, Shopper> {

    public static final EntityTypeKey<ShopperCommand> TYPE_KEY =
            EntityTypeKey.create(ShopperCommand.class, "Shopper");

    /// What it tells itself. It is one actor with a [ShopperCommand]'s: to wrap each of these, as
    /// Pekko's message adapters do, costs every idle shopper 250 bytes.
    private sealed interface Message {}

    /// An outcome of an attempt.
    private record Answered(int attempt, Outcome outcome) implements Message {}

    private record Recorded(Stage stage) implements Message {}

    private record NotRecorded(String why) implements Message {}

    /// A drill's wait is over.
    private record Perform(Send send) implements Message {}

    private enum Step implements Message {
        /// Do what is owed, unless something is under way.
        CONTINUE,
        /// The wait is over.
        AGAIN,
        /// Long enough without a message.
        REST
    }

    private final StoreId store;
    private final VisitId visit;
    private final ShopperSettings settings;
    private final ShopperPorts ports;
    private final ActorRef<ShardCommand> shard;
    private final ActorContext<Object> context;
    private final TimerScheduler<Object> timers;

    /// A call or a wait is under way.
    private boolean busy;

    private Duration lastWait = Duration.ZERO;

    /// One visit's shopper.
    ///
    /// @param entityId `<store>/<visit>`
    /// @param shard told when the shopper may be passivated
    public static Behavior<ShopperCommand> create(
            String entityId,
            ShopperSettings settings,
            ShopperPorts ports,
            ActorRef<ShardCommand> shard) {
        Behavior<Object> inside =
                Behaviors.setup(context ->
                        Behaviors.withTimers(timers ->
                                new ShopperEntity(
                                        entityId, settings, ports, shard, context, timers)));
        return inside.narrow();
    }

    private ShopperEntity(
            String entityId,
            ShopperSettings settings,
            ShopperPorts ports,
            ActorRef<ShardCommand> shard,
            ActorContext<Object> context,
            TimerScheduler<Object> timers) {
        // A journal that fails is tried again. A bug stops the shopper, and the Attributor's next
        // wake starts it afresh.
        super(
                PersistenceId.of(TYPE_KEY.name(), entityId),
                SupervisorStrategy.restartWithBackoff(
                                settings.restart().min(), settings.restart().max(), 0.1)
                        .withStashCapacity(settings.stash()));
        this.store = Addresses.store(entityId);
        this.visit = new VisitId(Addresses.name(entityId));
        this.settings = settings;
        this.ports = ports;
        this.shard = shard;
        this.context = context;
        this.timers = timers;
    }

    @Override
    public Shopper emptyState() {
        return Shopper.empty(store, visit);
    }

    @Override
    public CommandHandler<Object, ShopperEvent, Shopper> commandHandler() {
        return this::onMessage;
    }

    private Effect<ShopperEvent, Shopper> onMessage(Shopper shopper, Object message) {
        return switch (message) {
            case ShopperCommand command -> onCommand(shopper, command);
            case Message own -> onOwn(shopper, own);
            default -> Effect().unhandled();
        };
    }

    private Effect<ShopperEvent, Shopper> onCommand(Shopper shopper, ShopperCommand command) {
        return switch (command) {
            case ShopperCommand.Apply(var changes) -> run(shopper.apply(changes));
            case ShopperCommand.GetVisit(var replyTo) ->
                    Effect().none().thenRun(this::restWhereIdle).thenReply(replyTo, Shopper::view);
        };
    }

    private Effect<ShopperEvent, Shopper> onOwn(Shopper shopper, Message message) {
        return switch (message) {
            case Answered(var attempt, var outcome) -> {
                answered(attempt, outcome);
                yield run(shopper.outcome(attempt, outcome));
            }
            case Recorded(var stage) -> {
                settled();
                yield run(shopper.recorded(stage));
            }
            case NotRecorded(var why) -> {
                busy = false;
                context.getLog().warn("{}/{}: receipt not recorded: {}", store, visit, why);
                yield run(shopper.notRecorded());
            }
            case Perform(var send) -> {
                perform(send);
                yield Effect().none();
            }
            case Step.CONTINUE -> busy ? Effect().none() : resume(shopper);
            case Step.AGAIN -> {
                busy = false;
                yield resume(shopper);
            }
            case Step.REST -> {
                if (shopper.idle() && !busy) {
                    shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
                }
                yield Effect().none();
            }
        };
    }

    private Effect<ShopperEvent, Shopper> run(ShopperStep step) {
        return Effect()
                .persist(step.events())
                .thenRun((Shopper shopper) -> {
                    step.events().forEach(this::measure);
                    step.sends().forEach(this::carryOut);
                    goOn(shopper);
                });
    }

    private void measure(ShopperEvent event) {
        if (event instanceof ShopperEvent.Applied(var changes)) {
            ports.baskets().persisted(store, changes);
        }
    }

    private Effect<ShopperEvent, Shopper> resume(Shopper shopper) {
        var step = shopper.resume(settings.maxAttempts());
        if (!step.events().isEmpty()) {
            return run(step);
        }
        step.sends().forEach(this::carryOut);
        restWhereIdle(shopper);
        return Effect().none();
    }

    /// A command persists once: what follows from an event is a message of its own.
    private void goOn(Shopper shopper) {
        if (!busy && !shopper.resume(settings.maxAttempts()).equals(ShopperStep.NOTHING)) {
            context.getSelf().tell(Step.CONTINUE);
        }
        restWhereIdle(shopper);
    }

    private void restWhereIdle(Shopper shopper) {
        if (shopper.idle()) {
            timers.startSingleTimer(Step.REST, Step.REST, settings.linger());
        }
    }

    private void carryOut(Send send) {
        busy |= send instanceof Send.Call;
        var delay =
                switch (send) {
                    case Send.AppliedUpTo _ -> settings.drill().ack();
                    case Send.Charge _ -> settings.drill().charge();
                    case Send.TellSettled _,
                            Send.AskProvider _,
                            Send.RecordReceipt _,
                            Send.ResumeLater _ ->
                            Duration.ZERO;
                };
        if (delay.isZero()) {
            perform(send);
        } else {
            context.scheduleOnce(delay, context.getSelf(), new Perform(send));
        }
    }

    private void perform(Send send) {
        switch (send) {
            case Send.AppliedUpTo(var number) ->
                    ports.attributor().tell(store, new AttributorCommand.Applied(visit, number));
            case Send.TellSettled() ->
                    ports.attributor().tell(store, new AttributorCommand.Settled(visit));
            case Send.Charge charge -> learn(charge.key(), () -> charge(charge));
            case Send.AskProvider(var key, var amount) ->
                    learn(key, () -> ports.payments().ask(key, amount));
            case Send.RecordReceipt(var receipt, var stage, var charged) ->
                    context.pipeToSelf(
                            bounded(() -> ports.receipts().keep(receipt, stage, charged))
                                    .<Message>thenApply(_ -> new Recorded(stage))
                                    .exceptionally(why -> new NotRecorded(spelled(why))),
                            (message, _) -> message);
            case Send.ResumeLater() -> {
                lastWait = settings.askAgain().after(lastWait);
                timers.startSingleTimer(Step.AGAIN, Step.AGAIN, lastWait);
            }
        }
    }

    private void learn(ChargeKey key, Supplier<CompletionStage<Outcome>> call) {
        context.pipeToSelf(
                bounded(call).exceptionally(why -> new Outcome.Unknown(spelled(why))),
                (outcome, _) -> new Answered(key.attempt(), outcome));
    }

    private CompletionStage<Outcome> charge(Send.Charge charge) {
        return ports.tokens()
                .apply(charge.payer())
                .thenCompose(token ->
                        token.map(known ->
                                        ports.payments()
                                                .charge(charge.key(), charge.amount(), known))
                                .orElseGet(() -> withoutToken(charge)));
    }

    /// An earlier incarnation may have charged under this key while there was a token.
    private CompletionStage<Outcome> withoutToken(Send.Charge charge) {
        return ports.payments()
                .ask(charge.key(), charge.amount())
                .thenApply(outcome ->
                        outcome instanceof Outcome.NotKnown ? new Outcome.NoToken() : outcome);
    }

    private static String spelled(Throwable why) {
        return String.valueOf(
                why instanceof CompletionException && why.getCause() != null
                        ? why.getCause()
                        : why);
    }

    private <T> CompletableFuture<T> bounded(Supplier<CompletionStage<T>> call) {
        CompletionStage<T> stage;
        try {
            stage = call.get();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(settings.callTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void answered(int attempt, Outcome outcome) {
        switch (outcome) {
            case Outcome.Unknown(var reason) -> {
                busy = false;
                context.getLog()
                        .warn(
                                "{}/{}: outcome of attempt {} unknown, will ask: {}",
                                store,
                                visit,
                                attempt,
                                reason);
            }
            // The wait goes on growing: the same key is charged next, and may be lost again.
            case Outcome.NotKnown _ -> busy = false;
            case Outcome.Booked _, Outcome.Declined _, Outcome.NoToken _ -> settled();
        }
    }

    private void settled() {
        busy = false;
        lastWait = Duration.ZERO;
    }

    @Override
    public EventHandler<Shopper, ShopperEvent> eventHandler() {
        return Shopper::evolve;
    }

    @Override
    public SignalHandler<Shopper> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(
                        RecoveryCompleted.instance(),
                        _ -> {
                            settled();
                            context.getSelf().tell(Step.CONTINUE);
                        })
                .build();
    }

    /// There are no snapshots: a visit is short.
    @Override
    public Recovery recovery() {
        return Recovery.withSnapshotSelectionCriteria(SnapshotSelectionCriteria.none());
    }

    @Override
    public Optional<Integer> stashCapacity() {
        return Optional.of(settings.stash());
    }
}
