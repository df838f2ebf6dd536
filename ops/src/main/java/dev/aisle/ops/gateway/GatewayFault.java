package dev.aisle.ops.gateway;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;

/// Why the gateway does not do what was asked of it.
public sealed interface GatewayFault {

    /// What is wrong and what to do, for people.
    String explanation();

    /// Event time must rise strictly within a device.
    ///
    /// @param last up to here the device has spoken, or a gap speaks for it
    record TimeNotRising(DeviceId device, EventTime last, EventTime offered)
            implements GatewayFault {
        @Override
        public String explanation() {
            return device
                    + ": event time must rise: a record of "
                    + offered
                    + " came after one of "
                    + last;
        }
    }

    /// The cluster knows more of a device by this boot than this gateway ever said.
    record BootInUse(DeviceId device, long boot) implements GatewayFault {
        @Override
        public String explanation() {
            return device
                    + ": the cluster has records by boot "
                    + boot
                    + " that were not sent from here: take a boot above it";
        }
    }

    /// The protocol does not allow such a record.
    record WrongShape(DeviceId device, String why) implements GatewayFault {
        @Override
        public String explanation() {
            return device + ": " + why;
        }
    }

    record TooLarge(DeviceId device, int bytes, int limit) implements GatewayFault {
        @Override
        public String explanation() {
            return device
                    + ": a record of "
                    + bytes
                    + " bytes is above the limit of "
                    + limit
                    + ": split it";
        }
    }

    /// The producer did not wait for what it had offered before.
    record TooManyWaiting(DeviceId device, int limit) implements GatewayFault {
        @Override
        public String explanation() {
            return device
                    + ": "
                    + limit
                    + " records wait to be kept already: wait for the stages returned";
        }
    }

    record TooManyDevices(int limit) implements GatewayFault {
        @Override
        public String explanation() {
            return "a gateway speaks for " + limit + " devices at most";
        }
    }

    /// A node ended the stream for a reason that another attempt does not change.
    ///
    /// @param code gRPC's, as the protocol lists them
    record TurnedAway(String code, String why) implements GatewayFault {
        @Override
        public String explanation() {
            return "the cluster turned the gateway away: " + code + ", " + why;
        }
    }

    record Closed() implements GatewayFault {
        @Override
        public String explanation() {
            return "the gateway is closed";
        }
    }

    /// The gateway itself is at fault.
    record Bug(Throwable cause) implements GatewayFault {
        @Override
        public String explanation() {
            return "the gateway failed: " + cause;
        }
    }
}
