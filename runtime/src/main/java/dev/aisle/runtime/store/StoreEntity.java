package dev.aisle.runtime.store;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.protocols.store.StoreEvent;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.runtime.kernel.Addresses;
import dev.aisle.runtime.kernel.Decision;
import dev.aisle.runtime.kernel.Epochs;
import dev.aisle.runtime.kernel.FenceSettings;
import dev.aisle.runtime.kernel.FenceWatch;
import dev.aisle.runtime.kernel.FencedEntity;
import dev.aisle.runtime.kernel.Lines;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;

/// The shell around a [StoreState]: journal, Attributor. It holds no rule.
public final class StoreEntity extends FencedEntity<StoreCommand, StoreEvent, StoreState> {

    public static final EntityTypeKey<StoreCommand> TYPE_KEY =
            EntityTypeKey.create(StoreCommand.class, "Store");

    /// What the shell needs besides its journal.
    public record Surroundings(
            StoreId store,
            Lines lines,
            FenceSettings fenceSettings,
            Epochs epochs,
            FenceWatch watch,
            PlacementBook places) {}

    private final Surroundings around;
    private final Deque<StoreCommand> waiting = new ArrayDeque<>();

    /// Answers that wait until the Attributor knows the blueprint: a gateway that is let in before
    /// would speak to somebody who does not know its devices.
    private final Deque<Adopting> adopting = new ArrayDeque<>();

    /// Of the policy that all nodes can read; told by another thread.
    private final AtomicInteger readable = new AtomicInteger();

    private record Adopting(StoreReply.Published published, ActorRef<StoreReply> replyTo) {}

    public static Behavior<StoreCommand> create(String entityId, Surroundings around) {
        var id = PersistenceId.of(TYPE_KEY.name(), entityId);
        return raising(
                id,
                around.epochs(),
                around.fenceSettings(),
                around.watch(),
                (context, fence) -> new StoreEntity(id, around, context, fence));
    }

    private StoreEntity(
            PersistenceId id, Surroundings around, ActorContext<Object> context, Fence fence) {
        super(id, StoreCommand.class, context, fence);
        this.around = around;
    }

    @Override
    public StoreState emptyState() {
        return StoreState.EMPTY;
    }

    @Override
    protected StoreEvent started(long epoch) {
        return new StoreEvent.Started(epoch);
    }

    @Override
    protected boolean isStarted(StoreEvent event) {
        return event instanceof StoreEvent.Started;
    }

    @Override
    protected Plan<StoreEvent> onStarted(StoreState state) {
        return onTick(state);
    }

    /// One that may write waits for the write before it; who asked asks again if there are too
    /// many.
    @Override
    protected Plan<StoreEvent> onCommand(StoreState state, StoreCommand command) {
        if (canWrite()) {
            return plan(state, command);
        }
        if (waiting.size() < around.fenceSettings().stash()) {
            waiting.add(command);
        }
        return Plan.nothing();
    }

    private Plan<StoreEvent> plan(StoreState state, StoreCommand command) {
        return switch (command) {
            case StoreCommand.Publish publish ->
                    answer(state.decide(publish), publish.replyTo(), state);
            case StoreCommand.Open open -> answer(state.decide(open), open.replyTo(), state);
            case StoreCommand.Place place ->
                    place(state.decide(place, Addresses.SLOTS), place.replyTo());
            case StoreCommand.GetPlacement(var replyTo) ->
                    Plan.say(() -> replyTo.tell(state.placement()));
            case StoreCommand.GetBlueprint(var replyTo) ->
                    Plan.say(() -> replyTo.tell(state.current()));
            case StoreCommand.Adopted(var version) when version > state.adopted() ->
                    Plan.write(new StoreEvent.Adopted(version), () -> adopted(version));
            case StoreCommand.Adopted _ -> Plan.nothing();
        };
    }

    private Plan<StoreEvent> answer(
            Decision<StoreEvent, StoreReply> decision,
            ActorRef<StoreReply> replyTo,
            StoreState state) {
        Runnable answer = () -> answer(decision.reply(), replyTo, state);
        Runnable publish =
                () -> decision.event().map(state::evolve).ifPresent(this::offerUnadopted);
        return new Plan<>(decision.event(), List.of(answer, publish));
    }

    private void answer(StoreReply reply, ActorRef<StoreReply> replyTo, StoreState state) {
        if (reply instanceof StoreReply.Published published
                && published.version() > state.adopted()) {
            // Who gets no answer asks again.
            if (adopting.size() < around.fenceSettings().stash()) {
                adopting.add(new Adopting(published, replyTo));
            }
        } else {
            replyTo.tell(reply);
        }
    }

    /// A policy counts once all nodes can read it. Who gets no answer asks again.
    private Plan<StoreEvent> place(
            Decision<StoreEvent, StoreReply> decision, ActorRef<StoreReply> replyTo) {
        Runnable answer =
                () -> {
                    if (decision.reply() instanceof StoreReply.Placed placed) {
                        keep(
                                new StoreEvent.Placed(
                                        placed.revision(), placed.policy(), placed.by()),
                                () -> replyTo.tell(placed));
                    } else {
                        replyTo.tell(decision.reply());
                    }
                };
        return new Plan<>(decision.event(), List.of(answer));
    }

    private void keep(StoreEvent.Placed placed, Runnable done) {
        if (placed.revision() <= readable.get()) {
            done.run();
            return;
        }
        var _ =
                around.places()
                        .keep(around.store(), placed)
                        .whenComplete((_, failed) -> {
                            if (failed == null) {
                                readable.accumulateAndGet(placed.revision(), Math::max);
                                done.run();
                            }
                        });
    }

    private void adopted(int version) {
        adopting.removeIf(each -> {
            boolean known = each.published().version() <= version;
            if (known) {
                each.replyTo().tell(each.published());
            }
            return known;
        });
    }

    private void offerUnadopted(StoreState state) {
        state.unadopted().stream()
                .limit(1)
                .forEach(next ->
                        around.lines()
                                .attributor(
                                        around.store(),
                                        new AttributorCommand.Adopt(
                                                next.version(), next.from(), next.blueprint())));
    }

    @Override
    protected Plan<StoreEvent> onClear(StoreState state) {
        while (!waiting.isEmpty()) {
            var plan = plan(state, waiting.poll());
            if (plan.event().isPresent()) {
                return plan;
            }
            plan.words().forEach(Runnable::run);
        }
        return Plan.nothing();
    }

    @Override
    protected Plan<StoreEvent> onTick(StoreState state) {
        return Plan.say(() -> offerUnadopted(state), () -> keep(certain().placed(), () -> {}));
    }

    @Override
    protected void onWritten(StoreState state, StoreEvent event) {}

    @Override
    protected StoreState evolve(StoreState state, StoreEvent event) {
        return state.evolve(event);
    }
}
