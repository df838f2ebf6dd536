package dev.aisle.ops.gateway;

import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.DeviceGatewayGrpc.DeviceGatewayImplBase;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.Welcome;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/// A node of a cluster, as far as a gateway can tell: a real port, with a mind of the test's
/// choice.
final class FakeNode implements AutoCloseable {

    static final String TOKEN = "secret";
    static final int WINDOW = 48;

    /// A mind. Called for one message at a time of a stream; several streams may call at once.
    interface Mind {
        void hear(Talk talk, GatewayMessage message);
    }

    /// The way back to the gateway.
    interface Talk {
        void say(NodeMessage message);

        void end(Status status);
    }

    /// Greets every gateway.
    static void welcome(Talk talk) {
        talk.say(
                NodeMessage.newBuilder()
                        .setWelcome(Welcome.newBuilder().setWindow(WINDOW))
                        .build());
    }

    final BlockingQueue<GatewayMessage> heard = new LinkedBlockingQueue<>();

    /// The stream opened last.
    final AtomicReference<Optional<Talk>> talk = new AtomicReference<>(Optional.empty());

    private final Server server;

    FakeNode(Mind mind) {
        try {
            server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .intercept(new TokenCheck())
                            .addService(new Service(mind))
                            .build()
                            .start();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    String address() {
        return "localhost:" + server.getPort();
    }

    Talk talk() {
        return talk.get().orElseThrow();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Service extends DeviceGatewayImplBase {

        private final Mind mind;

        Service(Mind mind) {
            this.mind = mind;
        }

        @Override
        public StreamObserver<GatewayMessage> connect(StreamObserver<NodeMessage> back) {
            var stream = new Stream(back, mind);
            talk.set(Optional.of(stream));
            return stream;
        }
    }

    private final class Stream implements Talk, StreamObserver<GatewayMessage> {

        private final StreamObserver<NodeMessage> back;
        private final Mind mind;
        private final Map<String, Long> told = new HashMap<>();
        private boolean ended;

        Stream(StreamObserver<NodeMessage> back, Mind mind) {
            this.back = back;
            this.mind = mind;
        }

        @Override
        public synchronized void say(NodeMessage message) {
            if (ended) {
                return;
            }
            if (message.hasAcknowledged()) {
                told.merge(
                        message.getAcknowledged().getDevice(),
                        message.getAcknowledged().getNextSeq(),
                        Math::max);
            }
            back.onNext(message);
        }

        @Override
        public synchronized void end(Status status) {
            if (!ended) {
                ended = true;
                back.onError(status.asRuntimeException());
            }
        }

        @Override
        public synchronized void onNext(GatewayMessage message) {
            if (ended) {
                return;
            }
            if (message.hasBundle() && exceeds(message.getBundle())) {
                heard.add(message);
                end(Status.RESOURCE_EXHAUSTED);
                return;
            }
            heard.add(message);
            mind.hear(this, message);
        }

        /// Measured by the highest that the gateway was told: what it sent before it heard of a
        /// crash is within it.
        private boolean exceeds(Bundle bundle) {
            long first = bundle.getRecords(0).getSeq();
            var last = bundle.getRecords(bundle.getRecordsCount() - 1);
            long from = told.computeIfAbsent(bundle.getDevice(), _ -> first);
            return last.getSeq() + Store.count(last) - from > WINDOW;
        }

        @Override
        public synchronized void onError(Throwable broken) {
            ended = true;
        }

        @Override
        public synchronized void onCompleted() {
            ended = true;
        }
    }

    private static final class TokenCheck implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            var header =
                    headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
            if (("Bearer " + TOKEN).equals(header)) {
                return next.startCall(call, headers);
            }
            call.close(Status.UNAUTHENTICATED.withDescription("no such token"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    /// The bundles heard so far.
    List<Bundle> bundles() {
        return heard.stream()
                .filter(GatewayMessage::hasBundle)
                .map(GatewayMessage::getBundle)
                .toList();
    }
}
