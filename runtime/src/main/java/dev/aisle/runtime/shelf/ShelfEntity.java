package dev.aisle.runtime.shelf;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.StreamMessage;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.shelf.ShelfEvent;
import dev.aisle.protocols.shelf.ShelfEvent.Anchored;
import dev.aisle.runtime.kernel.DeviceSettings;
import dev.aisle.runtime.kernel.Epochs;
import dev.aisle.runtime.kernel.EvidenceWatch;
import dev.aisle.runtime.kernel.FenceSettings;
import dev.aisle.runtime.kernel.FenceWatch;
import dev.aisle.runtime.kernel.FencedEntity;
import dev.aisle.runtime.kernel.GatewayWords;
import dev.aisle.runtime.kernel.Horizon;
import dev.aisle.runtime.kernel.Lines;
import dev.aisle.runtime.kernel.Reception;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;

/// The shell around a [Shelf]: journal, gateway, Attributor. It holds no rule.
public final class ShelfEntity extends FencedEntity<DeviceCommand, ShelfEvent, ShelfState> {

    public static final EntityTypeKey<DeviceCommand> TYPE_KEY =
            EntityTypeKey.create(DeviceCommand.class, "Shelf");

    /// What the shell needs besides its journal.
    public record Surroundings(
            StoreId store,
            DeviceId device,
            Lines lines,
            ShelfSettings settings,
            DeviceSettings deviceSettings,
            FenceSettings fenceSettings,
            Epochs epochs,
            FenceWatch watch,
            EvidenceWatch evidence) {}

    private final Surroundings around;
    private Shelf shelf;
    private Progress progress = Progress.NONE;
    private EventTime firstTaken = EventTime.BEGINNING;
    private EventTime acknowledged = EventTime.BEGINNING;
    private Optional<ActorRef<StreamMessage>> gateway = Optional.empty();
    private boolean blocked;

    public static Behavior<DeviceCommand> create(String entityId, Surroundings around) {
        var id = PersistenceId.of(TYPE_KEY.name(), entityId);
        return raising(
                id,
                around.epochs(),
                around.fenceSettings(),
                around.watch(),
                (context, fence) -> new ShelfEntity(id, around, context, fence));
    }

    private ShelfEntity(
            PersistenceId id, Surroundings around, ActorContext<Object> context, Fence fence) {
        super(id, DeviceCommand.class, context, fence);
        this.around = around;
        this.shelf = Shelf.from(around.device(), around.settings(), ShelfState.EMPTY);
    }

    @Override
    public ShelfState emptyState() {
        return ShelfState.EMPTY;
    }

    @Override
    protected ShelfEvent started(long epoch) {
        return new ShelfEvent.Started(epoch);
    }

    @Override
    protected boolean isStarted(ShelfEvent event) {
        return event instanceof ShelfEvent.Started;
    }

    @Override
    protected Plan<ShelfEvent> onStarted(ShelfState state) {
        shelf = Shelf.from(around.device(), around.settings(), state);
        acknowledged = anchoredAt(state);
        return Plan.nothing();
    }

    private static EventTime anchoredAt(ShelfState state) {
        return state.anchor().map(Anchored::at).orElse(EventTime.BEGINNING);
    }

    @Override
    protected Plan<ShelfEvent> onCommand(ShelfState state, DeviceCommand command) {
        return switch (command) {
            case DeviceCommand.Take(var bundle, var replyTo) -> take(bundle, replyTo);
            case DeviceCommand.Progressed(var reached) -> {
                progressed(reached);
                yield anchor();
            }
            case DeviceCommand.ReportFrom(var from, var reached) -> {
                progressed(reached);
                shelf.reportFrom(from).ifPresent(this::tell);
                yield anchor();
            }
            case DeviceCommand.Instruct _, DeviceCommand.Confirm _ -> Plan.nothing();
        };
    }

    private Plan<ShelfEvent> take(Bundle bundle, ActorRef<StreamMessage> replyTo) {
        if (shelf.intake().isOver(bundle.getBoot())) {
            Reception.of(shelf, bundle, horizon())
                    .answers()
                    .forEach(answer -> replyTo.tell(GatewayWords.answer(around.device(), answer)));
            return Plan.nothing();
        }
        gateway = Optional.of(replyTo);
        boolean fresh = !shelf.intake().started();
        var reception = Reception.of(shelf, bundle, horizon());
        blocked = reception.blocked();
        reception
                .empty()
                .forEach(gap -> around.evidence().missing(around.store(), around.device(), gap));
        if (fresh) {
            firstTaken = shelf.intake().at();
        }
        reception.answers().forEach(answer -> say(GatewayWords.answer(around.device(), answer)));
        shelf.report().ifPresent(this::tell);
        acknowledge();
        return anchor();
    }

    private Horizon horizon() {
        var reach = around.deviceSettings().horizon();
        return Horizon.of(progress, firstTaken, shelf.covered(), shelf.ended(), reach);
    }

    private void progressed(Progress reached) {
        progress = progress.and(reached);
        shelf.progressed(progress);
        if (blocked) {
            blocked = false;
            say(
                    GatewayWords.answer(
                            around.device(),
                            new Reception.Answer.Rewind(
                                    shelf.intake().boot(),
                                    OptionalLong.of(shelf.intake().next()))));
            shelf.with(shelf.intake().rewound());
        }
    }

    /// Writes the anchor if it is due; its samples are acknowledged once it is confirmed (rule 12).
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
    protected Plan<ShelfEvent> onClear(ShelfState state) {
        return anchor();
    }

    /// A rewind may be asked for again once nothing has followed it for a tick.
    @Override
    protected Plan<ShelfEvent> onTick(ShelfState state) {
        shelf.with(shelf.intake().impatient());
        return anchor();
    }

    @Override
    protected void onWritten(ShelfState state, ShelfEvent event) {}

    @Override
    protected ShelfState evolve(ShelfState state, ShelfEvent event) {
        return state.evolve(event);
    }

    private void tell(Report report) {
        around.lines().attributor(around.store(), new AttributorCommand.Hear(report));
    }

    private void acknowledge() {
        if (shelf.intake().started()) {
            say(GatewayWords.acknowledged(around.device(), shelf.intake(), acknowledged));
        }
    }

    private void say(StreamMessage word) {
        gateway.ifPresent(stream -> stream.tell(word));
    }
}
