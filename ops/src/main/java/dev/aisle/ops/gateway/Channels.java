package dev.aisle.ops.gateway;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/// How a node is reached.
public interface Channels {

    ManagedChannel open(String node, GatewaySettings.Reconnecting settings);

    /// Without encryption, for a network that is trusted or a proxy that encrypts.
    static Channels plaintext() {
        return (node, settings) ->
                NettyChannelBuilder.forTarget(node)
                        .usePlaintext()
                        // What is called only passes on to the gateway's thread.
                        .directExecutor()
                        .keepAliveTime(settings.keepAlive().toNanos(), TimeUnit.NANOSECONDS)
                        .keepAliveTimeout(
                                settings.keepAliveTimeout().toNanos(), TimeUnit.NANOSECONDS)
                        .disableRetry()
                        .build();
    }
}
