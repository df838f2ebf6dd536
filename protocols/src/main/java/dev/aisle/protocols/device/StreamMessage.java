package dev.aisle.protocols.device;

import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.kernel.Wire;

/// What a device entity says to the gateway, by way of the stream that spoke last.
public record StreamMessage(NodeMessage message) implements Wire {}
