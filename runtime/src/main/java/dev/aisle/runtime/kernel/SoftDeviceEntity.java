package dev.aisle.runtime.kernel;

import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.Progress;
import dev.aisle.protocols.device.StreamMessage;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// The shell around a [SoftDevice]: where its gateway is, how far the store has come. It holds no
/// rule.
public final class SoftDeviceEntity<D extends SoftDevice<D>> {

    /// What the shell needs besides the device.
    ///
    /// @param safe up to which event time the gateway may forget (rule 12)
    /// @param nanoTime a clock that only ever goes forward
    public record Surroundings(
            StoreId store,
            DeviceId device,
            Lines lines,
            DeviceSettings settings,
            Function<Progress, EventTime> safe,
            EvidenceWatch evidence,
            LongSupplier nanoTime) {}

    private final Surroundings around;
    private D device;
    private Progress progress = Progress.NONE;
    private EventTime firstTaken = EventTime.BEGINNING;
    private Optional<ActorRef<StreamMessage>> gateway = Optional.empty();
    private boolean blocked;
    private long rewoundAt;

    private SoftDeviceEntity(Surroundings around, D device) {
        this.around = around;
        this.device = device;
    }

    public static <D extends SoftDevice<D>> Behavior<DeviceCommand> create(
            Surroundings around, D empty) {
        return Behaviors.setup(_ -> {
            var entity = new SoftDeviceEntity<>(around, empty);
            return Behaviors.receiveMessage(entity::onCommand);
        });
    }

    private Behavior<DeviceCommand> onCommand(DeviceCommand command) {
        switch (command) {
            case DeviceCommand.Take(var bundle, var replyTo) -> take(bundle, replyTo);
            case DeviceCommand.Progressed(var reached) -> progressed(reached);
            case DeviceCommand.ReportFrom(var from, var reached) -> {
                progressed(reached);
                if (device.hasPassed(from)) {
                    device = device.emptied();
                    rewind(OptionalLong.empty());
                } else if (device.ended()) {
                    tell(device.again());
                }
            }
            case DeviceCommand.Instruct(var instruction) ->
                    say(GatewayWords.instruction(instruction));
            case DeviceCommand.Confirm(var instruction) ->
                    around.lines()
                            .attributor(
                                    around.store(),
                                    new AttributorCommand.InstructionDone(
                                            around.device(), instruction));
        }
        return Behaviors.same();
    }

    private void take(Bundle bundle, ActorRef<StreamMessage> replyTo) {
        if (device.intake().isOver(bundle.getBoot())) {
            Reception.of(device, bundle, horizon())
                    .answers()
                    .forEach(answer -> replyTo.tell(GatewayWords.answer(around.device(), answer)));
            return;
        }
        gateway = Optional.of(replyTo);
        if (device.intake().rewinding() && waitedLong()) {
            device = device.with(device.intake().impatient());
        }
        boolean fresh = !device.intake().started();
        var reception = Reception.of(device, bundle, horizon());
        device = reception.device();
        blocked = reception.blocked();
        reception
                .empty()
                .forEach(gap -> around.evidence().missing(around.store(), around.device(), gap));
        if (fresh) {
            firstTaken = device.intake().at();
        }
        for (var answer : reception.answers()) {
            if (answer instanceof Reception.Answer.Rewind) {
                rewoundAt = around.nanoTime().getAsLong();
            }
            say(GatewayWords.answer(around.device(), answer));
        }
        device.report()
                .ifPresent(report -> {
                    tell(report);
                    device = device.passedOn();
                });
        acknowledge();
    }

    private boolean waitedLong() {
        return around.nanoTime().getAsLong() - rewoundAt > around.settings().patience().toNanos();
    }

    private Horizon horizon() {
        var reach = around.settings().horizon();
        return Horizon.of(progress, firstTaken, device.said(), device.ended(), reach);
    }

    private void progressed(Progress reached) {
        var before = around.safe().apply(progress);
        progress = progress.and(reached);
        if (blocked) {
            blocked = false;
            rewind(OptionalLong.of(device.intake().next()));
        }
        if (!around.safe().apply(progress).equals(before)) {
            acknowledge();
        }
    }

    private void rewind(OptionalLong to) {
        rewoundAt = around.nanoTime().getAsLong();
        say(
                GatewayWords.answer(
                        around.device(), new Reception.Answer.Rewind(device.intake().boot(), to)));
        device = device.with(device.intake().rewound());
    }

    private void acknowledge() {
        if (device.intake().started()) {
            say(GatewayWords.acknowledged(around.device(), device.intake(), forgettable()));
        }
    }

    /// What it has yet to take is not acknowledged, though an earlier incarnation took it and all
    /// of that was handled: it would ask for records that its gateway has forgotten.
    private EventTime forgettable() {
        return EventTime.min(around.safe().apply(progress), device.intake().at());
    }

    private void tell(Report report) {
        around.lines().attributor(around.store(), new AttributorCommand.Hear(report));
    }

    private void say(StreamMessage word) {
        gateway.ifPresent(stream -> stream.tell(word));
    }
}
