package dev.aisle.runtime.ingress;

import static dev.aisle.runtime.ingress.Ingress.GRANT;
import static dev.aisle.runtime.ingress.Ingress.SETTINGS;
import static dev.aisle.runtime.ingress.Ingress.hello;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.device.v1.DeviceGatewayGrpc;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.device.v1.Welcome;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.ingress.StreamEntity.Heard;
import dev.aisle.runtime.kernel.Tokens;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Through a real port; the stream's actor is the test.
class GrpcIngressTest {

    private static final Tokens TOKENS =
            new Tokens(
                    "0123456789abcdef0123456789abcdef",
                    InstantSource.fixed(Instant.parse("2026-03-01T09:00:00Z")));
    private static final NodeMessage WELCOME =
            NodeMessage.newBuilder().setWelcome(Welcome.newBuilder().setWindow(10)).build();
    private static final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());

    private final TestProbe<Heard> stream = kit.createTestProbe();
    private final TestProbe<Opened> opened = kit.createTestProbe();
    private final TestProbe<String> turnedAway = kit.createTestProbe();
    private Optional<GrpcIngress> ingress = Optional.empty();
    private Optional<ManagedChannel> channel = Optional.empty();

    private record Opened(Tokens.Grant grant, Downstream gateway) {}

    private final class Watch implements IngressWatch {
        @Override
        public void opened() {}

        @Override
        public void closed() {}

        @Override
        public void turnedAway(String status) {
            turnedAway.ref().tell(status);
        }

        @Override
        public void bundle(
                StoreId store, DeviceKind kind, String device, int records, EventTime last) {}

        @Override
        public void acknowledged(DeviceKind kind, long taken) {}

        @Override
        public void notKept() {}

        @Override
        public void rewound() {}

        @Override
        public void refused(RefusalCode code) {}
    }

    /// What a gateway hears: messages, and at last a status.
    private static final class Ears implements StreamObserver<NodeMessage> {
        private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

        @Override
        public void onNext(NodeMessage message) {
            heard.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            var status = Status.fromThrowable(failure);
            heard.add(status.getCode() + ": " + status.getDescription());
        }

        @Override
        public void onCompleted() {
            heard.add("completed");
        }

        private Object next() throws InterruptedException {
            return Optional.<Object>ofNullable(heard.poll(15, TimeUnit.SECONDS))
                    .orElse("nothing within 15 s");
        }
    }

    @BeforeEach
    void open() throws IOException {
        var served = serve(SETTINGS);
        ingress = Optional.of(served);
        channel =
                Optional.of(
                        ManagedChannelBuilder.forAddress("127.0.0.1", served.port())
                                .usePlaintext()
                                .build());
    }

    private GrpcIngress serve(IngressSettings settings) throws IOException {
        return new GrpcIngress(
                settings,
                TOKENS,
                new Watch(),
                (grant, gateway) -> {
                    opened.ref().tell(new Opened(grant, gateway));
                    return stream.ref();
                });
    }

    @AfterEach
    void close() {
        channel.ifPresent(ManagedChannel::shutdownNow);
        ingress.ifPresent(GrpcIngress::close);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private ClientCallStreamObserver<GatewayMessage> connect(String authorization, Ears ears) {
        var headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        var stub =
                DeviceGatewayGrpc.newStub(channel.orElseThrow())
                        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
        return (ClientCallStreamObserver<GatewayMessage>) stub.connect(ears);
    }

    private static String valid() {
        return "Bearer " + TOKENS.issue(GRANT, Duration.ofMinutes(1));
    }

    @Test
    void whoShowsNoTokenIsTurnedAway() throws InterruptedException {
        var ears = new Ears();
        DeviceGatewayGrpc.newStub(channel.orElseThrow()).connect(ears).onNext(hello());
        assertThat(ears.next())
                .isEqualTo("UNAUTHENTICATED: send the metadata 'authorization: Bearer TOKEN'");
    }

    @ParameterizedTest
    @CsvSource({
        "Basic abc, send the metadata 'authorization: Bearer TOKEN'",
        "Bearer abc, this is no token of this cluster"
    })
    void whoShowsSomethingElseIsTurnedAway(String authorization, String why)
            throws InterruptedException {
        var ears = new Ears();
        connect(authorization, ears).onNext(hello());
        assertThat(ears.next()).isEqualTo("UNAUTHENTICATED: " + why);
    }

    @Test
    void whoShowsAnExpiredTokenIsTurnedAway() throws InterruptedException {
        var ears = new Ears();
        connect("Bearer " + TOKENS.issue(GRANT, Duration.ZERO), ears).onNext(hello());
        assertThat(ears.next())
                .isEqualTo("UNAUTHENTICATED: the token has expired: have a new one issued");
    }

    @Test
    void whoIsTurnedAwayIsCounted() {
        connect("Bearer abc", new Ears()).onNext(hello());
        turnedAway.expectMessage("UNAUTHENTICATED");
    }

    @Test
    void theStreamLearnsWhatItsTokenGrants() {
        connect(valid(), new Ears());
        assertThat(opened.receiveMessage().grant()).isEqualTo(GRANT);
    }

    @Test
    void messagesComeOneByOneAsTheyAreAskedFor() {
        var gateway = connect(valid(), new Ears());
        gateway.onNext(hello());
        gateway.onNext(hello("acme.paris", "gateway-1", 1));
        var way = opened.receiveMessage().gateway();
        way.more();
        stream.expectMessage(new Heard.Ready());
        stream.expectMessage(new Heard.FromGateway(hello()));
        stream.expectNoMessage();
        way.more();
        stream.expectMessage(new Heard.FromGateway(hello("acme.paris", "gateway-1", 1)));
    }

    @Test
    void whatTheStreamSaysReachesTheGateway() throws InterruptedException {
        var ears = new Ears();
        connect(valid(), ears);
        opened.receiveMessage().gateway().say(WELCOME);
        assertThat(ears.next()).isEqualTo(WELCOME);
    }

    @Test
    void theEndOfAStreamReachesTheGateway() throws InterruptedException {
        var ears = new Ears();
        connect(valid(), ears);
        opened.receiveMessage().gateway().end(Status.NOT_FOUND.withDescription("no such store"));
        assertThat(ears.next()).isEqualTo("NOT_FOUND: no such store");
    }

    @Test
    void theLastWordBeforeARefusalReachesTheGateway() throws InterruptedException {
        var ears = new Ears();
        connect(valid(), ears);
        var way = opened.receiveMessage().gateway();
        way.say(WELCOME);
        way.end(Status.UNIMPLEMENTED.withDescription("too new"));
        assertThat(List.of(ears.next(), ears.next()))
                .containsExactly(WELCOME, "UNIMPLEMENTED: too new");
    }

    @Test
    void aGatewayThatHasSaidAllHearsOfTheEndAndOfAllBefore() throws InterruptedException {
        var ears = new Ears();
        connect(valid(), ears).onCompleted();
        var way = opened.receiveMessage().gateway();
        stream.fishForMessage(
                Duration.ofSeconds(15),
                heard ->
                        heard.equals(new Heard.Closed())
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore());
        way.say(WELCOME);
        way.end(Status.OK);
        assertThat(List.of(ears.next(), ears.next())).containsExactly(WELCOME, "completed");
    }

    @Test
    void aGatewayThatGoesAwayIsNoticedAndNotSpokenTo() {
        var gateway = connect(valid(), new Ears());
        var way = opened.receiveMessage().gateway();
        stream.expectMessage(new Heard.Ready());
        gateway.cancel("gone", null);
        stream.expectMessage(new Heard.Closed());
        way.say(WELCOME);
        way.end(Status.OK);
    }

    @Test
    void aPortInUseIsNamed() {
        int taken = ingress.orElseThrow().port();
        var settings =
                new IngressSettings(
                        SETTINGS.host(),
                        taken,
                        SETTINGS.window(),
                        SETTINGS.slack(),
                        SETTINGS.maxMessageBytes(),
                        SETTINGS.openTimeout(),
                        SETTINGS.future(),
                        SETTINGS.relearn(),
                        SETTINGS.keepAlive(),
                        SETTINGS.permitKeepAlive());
        assertThatThrownBy(() -> serve(settings))
                .isInstanceOf(IOException.class)
                .hasMessage("Failed to bind to address /127.0.0.1:" + taken);
    }
}
