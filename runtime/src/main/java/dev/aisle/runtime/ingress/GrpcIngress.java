package dev.aisle.runtime.ingress;

import dev.aisle.protocols.device.v1.DeviceGatewayGrpc.DeviceGatewayImplBase;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.runtime.ingress.StreamEntity.Heard;
import dev.aisle.runtime.kernel.Tokens;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorRef;

/// The gRPC server for gateways: tokens, streams, flow control. Everything else is
/// [StreamEntity]'s.
public final class GrpcIngress extends DeviceGatewayImplBase implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<Tokens.Grant> GRANT = Context.key("grant");
    private static final String BEARER = "Bearer ";

    private final BiFunction<Tokens.Grant, Downstream, ActorRef<Heard>> streams;
    private final Server server;

    /// Binds the port.
    ///
    /// @param streams makes the actor of a new stream
    /// @throws IOException where the port is in use
    public GrpcIngress(
            IngressSettings settings,
            Tokens tokens,
            IngressWatch watch,
            BiFunction<Tokens.Grant, Downstream, ActorRef<Heard>> streams)
            throws IOException {
        this.streams = streams;
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(settings.host(), settings.port()))
                        // What is called only tells actors, so it needs no thread of its own.
                        .directExecutor()
                        .maxInboundMessageSize(settings.maxMessageBytes())
                        .keepAliveTime(settings.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                        .permitKeepAliveTime(
                                settings.permitKeepAlive().toMillis(), TimeUnit.MILLISECONDS)
                        .addService(
                                ServerInterceptors.intercept(
                                        this, new Authentication(tokens, watch)))
                        .build()
                        .start();
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class Authentication implements ServerInterceptor {

        private final Tokens tokens;
        private final IngressWatch watch;

        private Authentication(Tokens tokens, IngressWatch watch) {
            this.tokens = tokens;
            this.watch = watch;
        }

        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            var header = headers.get(AUTHORIZATION);
            if (header == null || !header.startsWith(BEARER)) {
                return refuse(call, "send the metadata 'authorization: Bearer TOKEN'");
            }
            return switch (tokens.read(header.substring(BEARER.length()))) {
                case Tokens.Outcome.Valid(var grant) ->
                        Contexts.interceptCall(
                                Context.current().withValue(GRANT, grant), call, headers, next);
                case Tokens.Outcome.Invalid(var why) -> refuse(call, why);
            };
        }

        private <Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call, String why) {
            watch.turnedAway(Status.Code.UNAUTHENTICATED.name());
            call.close(Status.UNAUTHENTICATED.withDescription(why), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    @Override
    public StreamObserver<GatewayMessage> connect(StreamObserver<NodeMessage> back) {
        var call = (ServerCallStreamObserver<NodeMessage>) back;
        call.disableAutoRequest();
        var stream = streams.apply(GRANT.get(), new Call(call));
        call.setOnReadyHandler(() -> stream.tell(new Heard.Ready()));
        call.setOnCancelHandler(() -> stream.tell(new Heard.Closed()));
        return new StreamObserver<>() {
            @Override
            public void onNext(GatewayMessage message) {
                stream.tell(new Heard.FromGateway(message));
            }

            @Override
            public void onError(Throwable broken) {
                stream.tell(new Heard.Closed());
            }

            @Override
            public void onCompleted() {
                stream.tell(new Heard.Closed());
            }
        };
    }

    /// A call that is over takes nothing more, and says so by an exception: whoever speaks learns
    /// it by `Closed`.
    private static final class Call implements Downstream {

        private final ServerCallStreamObserver<NodeMessage> call;

        private Call(ServerCallStreamObserver<NodeMessage> call) {
            this.call = call;
        }

        @Override
        public boolean isReady() {
            return call.isReady();
        }

        @Override
        public void say(NodeMessage message) {
            if (!call.isCancelled()) {
                call.onNext(message);
            }
        }

        @Override
        public void more() {
            call.request(1);
        }

        @Override
        public void end(Status status) {
            if (call.isCancelled()) {
                return;
            }
            if (status.isOk()) {
                call.onCompleted();
            } else {
                call.onError(status.asRuntimeException());
            }
        }
    }
}
