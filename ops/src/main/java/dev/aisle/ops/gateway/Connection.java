package dev.aisle.ops.gateway;

import dev.aisle.protocols.device.v1.DeviceGatewayGrpc;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.NodeMessage;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.util.Optional;

/// One stream to one node, over a channel of its own. It is used on the gateway's thread; the owner
/// is called on gRPC's.
final class Connection implements ClientResponseObserver<GatewayMessage, NodeMessage> {

    /// Hears of a connection, on any thread.
    interface Owner {
        void heard(Connection connection, NodeMessage message);

        void ready(Connection connection);

        void ended(Connection connection, Status status);
    }

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /// Words of a node that may wait for the gateway's thread.
    private static final int INBOUND = 16;

    private final String node;
    private final ManagedChannel channel;
    private final Owner owner;
    private volatile Optional<ClientCallStreamObserver<GatewayMessage>> call = Optional.empty();

    Connection(String node, ManagedChannel channel, Owner owner) {
        this.node = node;
        this.channel = channel;
        this.owner = owner;
    }

    void open(String token) {
        var metadata = new Metadata();
        metadata.put(AUTHORIZATION, "Bearer " + token);
        var _ =
                DeviceGatewayGrpc.newStub(channel)
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                        .connect(this);
    }

    String node() {
        return node;
    }

    boolean isReady() {
        return call.map(ClientCallStreamObserver::isReady).orElse(false);
    }

    void send(GatewayMessage message) {
        call.ifPresent(stream -> stream.onNext(message));
    }

    /// Lets the node say one thing more.
    void more() {
        call.ifPresent(stream -> stream.request(1));
    }

    void cancel() {
        channel.shutdownNow();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<GatewayMessage> stream) {
        stream.disableAutoRequestWithInitial(INBOUND);
        stream.setOnReadyHandler(() -> owner.ready(this));
        call = Optional.of(stream);
    }

    @Override
    public void onNext(NodeMessage message) {
        owner.heard(this, message);
    }

    @Override
    public void onError(Throwable broken) {
        owner.ended(this, Status.fromThrowable(broken));
    }

    @Override
    public void onCompleted() {
        owner.ended(this, Status.UNAVAILABLE.withDescription("the node ended the stream"));
    }
}
