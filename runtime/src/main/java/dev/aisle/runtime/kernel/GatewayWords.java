package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.StreamMessage;
import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.Instruction;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.Refused;
import dev.aisle.protocols.device.v1.Rewind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;

/// What device entities say to their gateway.
public final class GatewayWords {

    private GatewayWords() {}

    /// How far a device's records are taken, and how far they may be forgotten.
    ///
    /// @param until event time up to which the gateway may forget
    public static StreamMessage acknowledged(DeviceId device, Intake intake, EventTime until) {
        var acknowledged =
                Acknowledged.newBuilder()
                        .setDevice(device.value())
                        .setBoot(intake.boot())
                        .setNextSeq(intake.next());
        if (!until.equals(EventTime.BEGINNING)) {
            acknowledged.setUntilUs(until.micros());
        }
        return word(NodeMessage.newBuilder().setAcknowledged(acknowledged));
    }

    public static StreamMessage answer(DeviceId device, Reception.Answer answer) {
        return switch (answer) {
            case Reception.Answer.Rewind(var boot, var to) -> {
                var rewind = Rewind.newBuilder().setDevice(device.value()).setBoot(boot);
                to.ifPresent(rewind::setToSeq);
                yield word(NodeMessage.newBuilder().setRewind(rewind));
            }
            case Reception.Answer.Refused(var boot, var seq, var refusal) ->
                    refused(device.value(), boot, seq, refusal);
        };
    }

    /// A record will never be taken.
    ///
    /// @param device as the gateway spelled it
    public static StreamMessage refused(String device, long boot, long seq, Refusal refusal) {
        return word(
                NodeMessage.newBuilder()
                        .setRefused(
                                Refused.newBuilder()
                                        .setDevice(device)
                                        .setBoot(boot)
                                        .setSeq(seq)
                                        .setCode(refusal.code())
                                        .setExplanation(refusal.explanation())));
    }

    public static StreamMessage instruction(Instruction instruction) {
        return word(NodeMessage.newBuilder().setInstruction(instruction));
    }

    private static StreamMessage word(NodeMessage.Builder message) {
        return new StreamMessage(message.build());
    }
}
