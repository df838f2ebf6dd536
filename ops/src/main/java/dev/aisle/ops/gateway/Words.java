package dev.aisle.ops.gateway;

import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.Instruction;
import dev.aisle.protocols.device.v1.InstructionConfirmed;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.Refused;
import dev.aisle.protocols.device.v1.Rewind;
import dev.aisle.protocols.kernel.EventTime;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// What a node says in the course of a stream, passed to the spool and the listener. What it says
/// of a device that this gateway does not speak for is not meant for it.
final class Words {

    private final Spool spool;
    private final GatewaySettings settings;
    private final GatewayListener listener;
    private final Instructions instructions;
    private final Executor thread;
    private final Consumer<GatewayMessage> confirm;

    /// @param thread the gateway's
    /// @param confirm called there
    Words(
            Spool spool,
            GatewaySettings settings,
            GatewayListener listener,
            Executor thread,
            Consumer<GatewayMessage> confirm) {
        this.spool = spool;
        this.settings = settings;
        this.listener = listener;
        this.instructions = new Instructions(settings.instructions());
        this.thread = thread;
        this.confirm = confirm;
    }

    void hear(NodeMessage message, long now) {
        switch (message.getMessageCase()) {
            case ACKNOWLEDGED -> acknowledged(message.getAcknowledged(), now);
            case REWIND -> rewind(message.getRewind(), now);
            case CREDIT ->
                    spool.find(message.getCredit().getDevice())
                            .ifPresent(device -> device.credit(message.getCredit().getWindow()));
            case INSTRUCTION -> instructed(message.getInstruction());
            case REFUSED -> refused(message.getRefused(), now);
            // The end of the stream follows, and says the same.
            case UNSUPPORTED -> {}
            case WELCOME, MESSAGE_NOT_SET -> {}
        }
    }

    private void acknowledged(Acknowledged word, long now) {
        spool.find(word.getDevice())
                .ifPresent(device -> {
                    device.acknowledged(word, now);
                    listener.acknowledged(device.device(), word.getNextSeq(), until(word));
                });
    }

    static Optional<EventTime> until(Acknowledged word) {
        return word.hasUntilUs() ? Optional.of(new EventTime(word.getUntilUs())) : Optional.empty();
    }

    private void rewind(Rewind word, long now) {
        spool.find(word.getDevice())
                .ifPresent(device -> {
                    if (!device.rewind(word, now)) {
                        listener.rewoundBelowAcknowledged(
                                device.device(), word.getToSeq(), device.oldest());
                    }
                });
    }

    private void refused(Refused word, long now) {
        spool.find(word.getDevice())
                .ifPresent(device -> {
                    device.refused(word, now, settings.patience().resendAfter().toNanos());
                    listener.refused(word);
                });
    }

    private void instructed(Instruction instruction) {
        switch (instructions.judge(instruction.getId())) {
            case WAIT -> {}
            case CONFIRM -> confirm(instruction);
            case CARRY_OUT -> {
                var _ =
                        listener.instructed(instruction)
                                .whenCompleteAsync(
                                        (_, failure) -> settle(instruction, failure == null),
                                        thread);
            }
        }
    }

    private void settle(Instruction instruction, boolean done) {
        if (done) {
            instructions.done(instruction.getId());
            confirm(instruction);
        } else {
            instructions.failed(instruction.getId());
        }
    }

    private void confirm(Instruction instruction) {
        confirm.accept(
                GatewayMessage.newBuilder()
                        .setConfirmed(
                                InstructionConfirmed.newBuilder()
                                        .setDevice(instruction.getDevice())
                                        .setInstruction(instruction.getId()))
                        .build());
    }
}
