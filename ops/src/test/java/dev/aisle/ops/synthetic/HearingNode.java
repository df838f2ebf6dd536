package dev.aisle.ops.synthetic;

import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.DeviceGatewayGrpc.DeviceGatewayImplBase;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.Welcome;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A node that takes and acknowledges whatever one gateway says, once and in order.
final class HearingNode extends DeviceGatewayImplBase implements AutoCloseable {

    private static final int WINDOW = 10_000;

    private final SortedMap<String, List<Record>> heard = new TreeMap<>();
    private final Server server;

    HearingNode() throws IOException {
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(this)
                        .build()
                        .start();
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    /// Of each device, in order.
    synchronized SortedMap<String, List<Record>> heard() {
        var all = new TreeMap<String, List<Record>>();
        heard.forEach((device, records) -> all.put(device, List.copyOf(records)));
        return all;
    }

    @Override
    public StreamObserver<GatewayMessage> connect(StreamObserver<NodeMessage> back) {
        return new StreamObserver<>() {
            @Override
            public void onNext(GatewayMessage message) {
                if (message.hasHello()) {
                    var welcome = Welcome.newBuilder().setWindow(WINDOW);
                    back.onNext(NodeMessage.newBuilder().setWelcome(welcome).build());
                } else if (message.hasBundle()) {
                    back.onNext(
                            NodeMessage.newBuilder()
                                    .setAcknowledged(take(message.getBundle()))
                                    .build());
                }
            }

            @Override
            public void onError(Throwable broken) {}

            @Override
            public void onCompleted() {
                back.onCompleted();
            }
        };
    }

    private synchronized Acknowledged take(Bundle bundle) {
        var records = heard.computeIfAbsent(bundle.getDevice(), _ -> new ArrayList<>());
        for (var record : bundle.getRecordsList()) {
            if (records.isEmpty() || record.getSeq() > records.getLast().getSeq()) {
                records.add(record);
            }
        }
        var last = records.getLast();
        int count = last.hasWeights() ? last.getWeights().getStepUsCount() + 1 : 1;
        long until = last.getTimeUs();
        for (int step : last.getWeights().getStepUsList()) {
            until += step;
        }
        return Acknowledged.newBuilder()
                .setDevice(bundle.getDevice())
                .setBoot(bundle.getBoot())
                .setUntilUs(until)
                .setNextSeq(last.getSeq() + count)
                .build();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
