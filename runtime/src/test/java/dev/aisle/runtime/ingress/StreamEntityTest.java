package dev.aisle.runtime.ingress;

import static dev.aisle.runtime.ingress.Ingress.GRANT;
import static dev.aisle.runtime.ingress.Ingress.SETTINGS;
import static dev.aisle.runtime.ingress.Ingress.STORE;
import static dev.aisle.runtime.ingress.Ingress.hello;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorCommand;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.StreamMessage;
import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Device;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.DoorEvent;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.InstructionConfirmed;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.Record;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.device.v1.Refused;
import dev.aisle.protocols.device.v1.Rewind;
import dev.aisle.protocols.device.v1.Unsupported;
import dev.aisle.protocols.device.v1.Welcome;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.runtime.ingress.StreamEntity.Heard;
import dev.aisle.runtime.kernel.Lines;
import dev.aisle.runtime.kernel.Spool;
import dev.aisle.runtime.kernel.Tokens;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEntityTest {

    private static final DeviceId CAMERA = new DeviceId("camera-1");
    private static final DeviceId SHELF = new DeviceId("shelf-1");
    private static final DeviceId DOOR = new DeviceId("door-1");
    private static final DeviceId TERMINAL = new DeviceId("terminal-1");
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());

    private final TestProbe<Did> gateway = kit.createTestProbe();
    private final TestProbe<ToDevice> devices = kit.createTestProbe();
    private final List<String> watched = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean ready = true;
    private CompletionStage<Boolean> exists = completedFuture(true);
    private CompletionStage<StoreReply> opening =
            completedFuture(new StoreReply.Current(1, blueprint()));
    private final CompletableFuture<Done> kept = new CompletableFuture<>();
    private Tokens.Grant grant = GRANT;

    /// What a stream did to its gateway.
    sealed interface Did {
        record Said(NodeMessage message) implements Did {}

        record AskedForMore() implements Did {}

        record Ended(Status.Code code, String why) implements Did {}
    }

    private record ToDevice(DeviceKind kind, DeviceId device, DeviceCommand command) {}

    private final class Gateway implements Downstream {
        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void say(NodeMessage message) {
            gateway.ref().tell(new Did.Said(message));
        }

        @Override
        public void more() {
            gateway.ref().tell(new Did.AskedForMore());
        }

        @Override
        public void end(Status status) {
            gateway.ref()
                    .tell(new Did.Ended(status.getCode(), String.valueOf(status.getDescription())));
        }
    }

    private final class Devices implements Lines {
        @Override
        public void device(StoreId store, DeviceKind kind, DeviceId device, DeviceCommand command) {
            assertThat(store).isEqualTo(STORE);
            devices.ref().tell(new ToDevice(kind, device, command));
        }

        @Override
        public void attributor(StoreId store, AttributorCommand command) {
            throw new AssertionError("a stream speaks to devices alone");
        }

        @Override
        public void shopper(StoreId store, VisitId visit, ShopperCommand command) {
            throw new AssertionError("a stream speaks to devices alone");
        }

        @Override
        public void store(StoreId store, StoreCommand command) {
            throw new AssertionError("a stream speaks to devices alone");
        }
    }

    private final class Watch implements IngressWatch {
        @Override
        public void opened() {
            watched.add("opened");
        }

        @Override
        public void closed() {
            watched.add("closed");
        }

        @Override
        public void turnedAway(String status) {
            watched.add("turned away: " + status);
        }

        @Override
        public void bundle(
                StoreId store, DeviceKind kind, String device, int records, EventTime last) {
            watched.add(records + " of " + kind);
        }

        @Override
        public void acknowledged(DeviceKind kind, long taken) {
            watched.add("acknowledged");
        }

        @Override
        public void notKept() {
            watched.add("not kept");
        }

        @Override
        public void rewound() {
            watched.add("rewound");
        }

        @Override
        public void refused(RefusalCode code) {
            watched.add("refused: " + code);
        }
    }

    private static Blueprint blueprint() {
        var corner = new Position(0, 0, 0);
        var plate = new Blueprint.Plate(1, new Box(corner, corner));
        return new Blueprint(
                STORE,
                Currency.getInstance("EUR"),
                TaxMode.INCLUDED,
                List.of(new Blueprint.Camera(CAMERA)),
                List.of(new Blueprint.Row(SHELF, "1", 1, List.of(plate))),
                List.of(new Blueprint.Door(DOOR, corner)),
                List.of(new Blueprint.Terminal(TERMINAL, corner)),
                List.of(),
                List.of(),
                1);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    private ActorRef<Heard> start() {
        var around =
                new StreamEntity.Surroundings(
                        new Devices(),
                        SETTINGS,
                        new Watch(),
                        InstantSource.fixed(NOW),
                        _ -> exists,
                        (store, by, boot) ->
                                store.equals(STORE)
                                                && by.equals(new GatewayId("gateway-1"))
                                                && boot == 4
                                        ? opening
                                        : failedFuture(new AssertionError("opened by another")),
                        _ -> kept);
        var stream = kit.spawn(StreamEntity.create(around, grant, new Gateway()));
        gateway.expectMessage(new Did.AskedForMore());
        return stream;
    }

    /// A stream that has let its gateway in.
    private ActorRef<Heard> welcomed() {
        var stream = start();
        say(stream, hello());
        gateway.expectMessageClass(Did.Said.class);
        gateway.expectMessage(new Did.AskedForMore());
        return stream;
    }

    private static void say(ActorRef<Heard> stream, GatewayMessage message) {
        stream.tell(new Heard.FromGateway(message));
    }

    private static void send(ActorRef<Heard> stream, Bundle bundle) {
        say(stream, GatewayMessage.newBuilder().setBundle(bundle).build());
    }

    private static void tell(ActorRef<Heard> stream, NodeMessage word) {
        stream.tell(new Heard.FromDevice(new StreamMessage(word)));
    }

    private static NodeMessage acknowledged(DeviceId device, long next) {
        return NodeMessage.newBuilder()
                .setAcknowledged(
                        Acknowledged.newBuilder()
                                .setDevice(device.value())
                                .setBoot(4)
                                .setNextSeq(next))
                .build();
    }

    private static NodeMessage rewind() {
        return NodeMessage.newBuilder()
                .setRewind(Rewind.newBuilder().setDevice(CAMERA.value()).setBoot(4))
                .build();
    }

    /// Covered marks of a camera, one a microsecond.
    private static Spool covered(int records) {
        var spool = new Spool(CAMERA, 4);
        for (int i = 0; i < records; i++) {
            spool.covered(100 + i);
        }
        return spool;
    }

    private static Bundle entrance() {
        return new Spool(DOOR, 4)
                .say(
                        Record.newBuilder()
                                .setTimeUs(100)
                                .setDoor(
                                        DoorEvent.newBuilder()
                                                .setKind(DoorEvent.Kind.KIND_ENTERED)
                                                .setTrack("7")
                                                .setPaymentToken("tok_1")))
                .all();
    }

    private void expectTaken(Bundle bundle) {
        var told = devices.receiveMessage();
        assertThat(((DeviceCommand.Take) told.command()).bundle()).isEqualTo(bundle);
    }

    @Test
    void tellsAGatewayItsDevicesAndItsWindow() {
        say(start(), hello());
        gateway.expectMessage(
                new Did.Said(
                        NodeMessage.newBuilder()
                                .setWelcome(
                                        Welcome.newBuilder()
                                                .addDevices(device(CAMERA, 1, 0))
                                                .addDevices(device(SHELF, 2, 1))
                                                .addDevices(device(DOOR, 3, 0))
                                                .addDevices(device(TERMINAL, 4, 0))
                                                .setWindow(10))
                                .build()));
        gateway.expectMessage(new Did.AskedForMore());
    }

    private static Device.Builder device(DeviceId id, int kind, int plates) {
        return Device.newBuilder().setId(id.value()).setKindValue(kind).setPlates(plates);
    }

    static Stream<Arguments> strangers() {
        return Stream.of(
                arguments(
                        hello("acme.paris", "gateway-1", 4),
                        GRANT,
                        new Did.Ended(
                                Status.Code.PERMISSION_DENIED,
                                "this token does not speak for store acme.paris: have one issued"
                                        + " that does")),
                arguments(
                        hello(),
                        new Tokens.Grant(Tokens.Role.OPERATOR, GRANT.stores()),
                        new Did.Ended(
                                Status.Code.PERMISSION_DENIED,
                                "this token does not speak for store acme.lille-1: have one issued"
                                        + " that does")),
                arguments(
                        hello("lille", "gateway-1", 4),
                        GRANT,
                        new Did.Ended(
                                Status.Code.INVALID_ARGUMENT,
                                "store 'lille' must match [a-z0-9-]{1,40}\\.[a-z0-9-]{1,40}")),
                arguments(
                        hello(STORE.value(), "Gateway", 4),
                        GRANT,
                        new Did.Ended(
                                Status.Code.INVALID_ARGUMENT,
                                "gateway 'Gateway' must match [a-z0-9-]{1,40}")),
                arguments(
                        hello(STORE.value(), "gateway-1", 0),
                        GRANT,
                        new Did.Ended(Status.Code.INVALID_ARGUMENT, "boots are counted from 1")),
                arguments(
                        GatewayMessage.newBuilder().setBundle(covered(1).all()).build(),
                        GRANT,
                        new Did.Ended(
                                Status.Code.INVALID_ARGUMENT, "the first message must be Hello")),
                arguments(
                        GatewayMessage.getDefaultInstance(),
                        GRANT,
                        new Did.Ended(
                                Status.Code.INVALID_ARGUMENT,
                                "an empty message: is the gateway of a newer protocol?")));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("strangers")
    void turnsAway(GatewayMessage first, Tokens.Grant granted, Did ended) {
        grant = granted;
        var stream = start();
        say(stream, first);
        gateway.expectMessage(ended);
        gateway.expectTerminated(stream);
    }

    @Test
    void aNewerProtocolIsRefusedWithBothVersions() {
        var stream = start();
        say(stream, speaking(2));
        var why =
                "the gateway speaks protocol 2, this node up to 1: let it speak 1, or update the"
                        + " node";
        gateway.expectMessage(
                new Did.Said(
                        NodeMessage.newBuilder()
                                .setUnsupported(
                                        Unsupported.newBuilder()
                                                .setAsked(2)
                                                .setNewest(1)
                                                .setExplanation(why))
                                .build()));
        gateway.expectMessage(new Did.Ended(Status.Code.UNIMPLEMENTED, why));
        gateway.expectTerminated(stream);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theFirstProtocolIsSpokenNamedOrNot(int version) {
        say(start(), speaking(version));
        assertThat(gateway.expectMessageClass(Did.Said.class).message().hasWelcome()).isTrue();
    }

    private static GatewayMessage speaking(int version) {
        var hello = hello().toBuilder();
        hello.getHelloBuilder().setProtocol(version);
        return hello.build();
    }

    @Test
    void helloIsSaidOnce() {
        say(welcomed(), hello());
        gateway.expectMessage(
                new Did.Ended(Status.Code.INVALID_ARGUMENT, "Hello is said once a stream"));
    }

    @Test
    void aStoreThatWasNeverPublishedIsNotFound() {
        exists = completedFuture(false);
        say(start(), hello());
        gateway.expectMessage(
                new Did.Ended(
                        Status.Code.NOT_FOUND,
                        "there is no store acme.lille-1: publish its blueprint first"));
    }

    @Test
    void aStoreWithoutABlueprintIsNotFound() {
        opening = completedFuture(new StoreReply.NoBlueprint());
        say(start(), hello());
        gateway.expectMessage(
                new Did.Ended(
                        Status.Code.NOT_FOUND,
                        "there is no store acme.lille-1: publish its blueprint first"));
    }

    @Test
    void aSupersededBootIsOver() {
        opening = completedFuture(new StoreReply.Superseded(new GatewayId("gateway-1"), 4, 5));
        say(start(), hello());
        gateway.expectMessage(
                new Did.Ended(
                        Status.Code.FAILED_PRECONDITION,
                        "gateway gateway-1 is known by boot 5, so boot 4 is over"));
    }

    @Test
    void whereTheStoreDoesNotAnswerAnotherNodeMay() {
        opening = failedFuture(new IllegalStateException("timeout"));
        say(start(), hello());
        gateway.expectMessage(
                new Did.Ended(
                        Status.Code.UNAVAILABLE, "the store does not answer: try another node"));
    }

    @Test
    void whereTheDirectoryDoesNotAnswerAnotherNodeMay() {
        exists = failedFuture(new IllegalStateException("timeout"));
        say(start(), hello());
        gateway.expectMessage(
                new Did.Ended(
                        Status.Code.UNAVAILABLE, "the store does not answer: try another node"));
    }

    @Test
    void passesABundleToItsDeviceAndAsksForMore() {
        var stream = welcomed();
        send(stream, covered(3).all());
        gateway.expectMessage(new Did.AskedForMore());
        var told = devices.receiveMessage();
        assertThat(told)
                .isEqualTo(
                        new ToDevice(
                                DeviceKind.DEVICE_KIND_CAMERA,
                                CAMERA,
                                new DeviceCommand.Take(
                                        covered(3).all(),
                                        ((DeviceCommand.Take) told.command()).replyTo())));
    }

    @Test
    void passesBackWhatTheDeviceAnswers() {
        send(welcomed(), covered(3).all());
        gateway.expectMessage(new Did.AskedForMore());
        var take = (DeviceCommand.Take) devices.receiveMessage().command();
        take.replyTo().tell(new StreamMessage(rewind()));
        gateway.expectMessage(new Did.Said(rewind()));
    }

    @Test
    void aRefusedBundleLeavesTheStreamAlive() {
        var stream = welcomed();
        send(stream, new Spool(new DeviceId("camera-9"), 4).covered(100).all());
        gateway.expectMessage(
                new Did.Said(
                        NodeMessage.newBuilder()
                                .setRefused(
                                        Refused.newBuilder()
                                                .setDevice("camera-9")
                                                .setBoot(4)
                                                .setCode(RefusalCode.REFUSAL_CODE_UNKNOWN_DEVICE)
                                                .setExplanation(
                                                        "the blueprint has no device 'camera-9':"
                                                                + " publish one that has, or stop"
                                                                + " sending it"))
                                .build()));
        gateway.expectMessage(new Did.AskedForMore());
        send(stream, covered(1).all());
        expectTaken(covered(1).all());
    }

    @Test
    void aDeviceOfABlueprintThatWasPublishedMeanwhileIsHeard() {
        var stream = welcomed();
        var one = blueprint();
        opening =
                completedFuture(
                        new StoreReply.Current(
                                2,
                                new Blueprint(
                                        one.store(),
                                        one.currency(),
                                        one.taxMode(),
                                        List.of(
                                                new Blueprint.Camera(CAMERA),
                                                new Blueprint.Camera(new DeviceId("camera-9"))),
                                        one.rows(),
                                        one.doors(),
                                        one.terminals(),
                                        one.facings(),
                                        one.products(),
                                        one.decider())));
        var bundle = new Spool(new DeviceId("camera-9"), 4).covered(100).all();
        send(stream, bundle);
        var _ = gateway.expectMessageClass(Did.Said.class);
        gateway.expectMessage(new Did.AskedForMore());
        send(stream, bundle);

        expectTaken(bundle);
    }

    @Test
    void anEventOfTheFutureIsRefused() {
        var future = NOW.plus(SETTINGS.future()).toEpochMilli() * 1_000 + 1;
        send(welcomed(), new Spool(CAMERA, 4).covered(future).all());
        var refused = gateway.expectMessageClass(Did.Said.class).message().getRefused();
        assertThat(refused.getCode()).isEqualTo(RefusalCode.REFUSAL_CODE_IMPOSSIBLE_TIME);
    }

    @Test
    void aBundleOfAnotherBootThanHelloNamedIsRefused() {
        var stream = welcomed();
        send(stream, new Spool(CAMERA, 5).covered(100).all());
        var said = (Did.Said) gateway.receiveMessage();

        assertThat(said.message().getRefused().getExplanation())
                .isEqualTo("Hello named boot 4, and this is of boot 5: a stream has one boot");
        devices.expectNoMessage(Duration.ofMillis(100));
    }

    @Test
    void whereANewerBootOfADeviceIsKnownTheStreamIsOver() {
        var stream = welcomed();
        tell(
                stream,
                NodeMessage.newBuilder()
                        .setRefused(
                                Refused.newBuilder()
                                        .setDevice(CAMERA.value())
                                        .setBoot(4)
                                        .setCode(RefusalCode.REFUSAL_CODE_SUPERSEDED)
                                        .setExplanation("take a boot above 7"))
                        .build());

        gateway.expectMessage(
                new Did.Ended(Status.Code.FAILED_PRECONDITION, "take a boot above 7"));
        assertThat(watched)
                .contains("refused: REFUSAL_CODE_SUPERSEDED", "turned away: FAILED_PRECONDITION");
    }

    @Test
    void asMuchAsIsCreditedAndALittleMoreIsPassed() {
        var stream = welcomed();
        send(stream, covered(15).all());
        expectTaken(covered(15).all());
    }

    @Test
    void whoSendsMoreThanIsCreditedIsEnded() {
        var stream = welcomed();
        send(stream, covered(16).all());
        gateway.expectMessage(
                new Did.Ended(
                        Status.Code.RESOURCE_EXHAUSTED,
                        "16 records of camera-1 are under way, 10 are credited"));
    }

    @Test
    void aBatchCountsItsSamples() {
        var stream = welcomed();
        send(stream, new Spool(SHELF, 4).weights(100, 1, 16, new float[16]).all());
        gateway.expectMessage(
                new Did.Ended(
                        Status.Code.RESOURCE_EXHAUSTED,
                        "16 records of shelf-1 are under way, 10 are credited"));
    }

    @Test
    void whatIsTakenMakesRoom() {
        var stream = welcomed();
        send(stream, covered(30).bundle(0, 15, 0));
        tell(stream, acknowledged(CAMERA, 15));
        send(stream, covered(30).bundle(15, 30, 0));
        expectTaken(covered(30).bundle(0, 15, 0));
        expectTaken(covered(30).bundle(15, 30, 0));
    }

    @Test
    void acknowledgementsThatTheTransportCantTakeAreSummedUp() {
        var stream = welcomed();
        ready = false;
        tell(stream, acknowledged(CAMERA, 1));
        tell(stream, acknowledged(SHELF, 5));
        tell(stream, acknowledged(CAMERA, 3));
        tell(stream, rewind());
        stream.tell(new Heard.Ready());
        assertThat(List.of(next(), next(), next()))
                .containsExactly(rewind(), acknowledged(CAMERA, 3), acknowledged(SHELF, 5));
    }

    @Test
    void acknowledgementsAreSummedUpOnce() {
        var stream = welcomed();
        ready = false;
        tell(stream, acknowledged(CAMERA, 1));
        stream.tell(new Heard.Ready());
        stream.tell(new Heard.Ready());
        tell(stream, rewind());
        assertThat(List.of(next(), next())).containsExactly(acknowledged(CAMERA, 1), rewind());
    }

    private NodeMessage next() {
        return gateway.expectMessageClass(Did.Said.class).message();
    }

    @Test
    void aBundleWaitsUntilItsPaymentTokensAreKept() {
        var stream = welcomed();
        send(stream, entrance());
        devices.expectNoMessage();
        kept.complete(Done.getInstance());
        expectTaken(entrance());
        gateway.expectMessage(new Did.AskedForMore());
    }

    @Test
    void aBundleWhosePaymentTokensCantBeKeptIsNotPassedAndTheNextIs() {
        var stream = welcomed();
        kept.completeExceptionally(new IllegalStateException("no database"));
        send(stream, entrance());
        gateway.expectMessage(new Did.AskedForMore());
        send(stream, covered(1).all());
        expectTaken(covered(1).all());
    }

    @Test
    void passesAConfirmationToItsDevice() {
        say(welcomed(), confirmed(TERMINAL));
        gateway.expectMessage(new Did.AskedForMore());
        devices.expectMessage(
                new ToDevice(
                        DeviceKind.DEVICE_KIND_TERMINAL,
                        TERMINAL,
                        new DeviceCommand.Confirm("terminal-1/7")));
    }

    @Test
    void aConfirmationOfNobodyIsPassedToNobody() {
        var stream = welcomed();
        say(stream, confirmed(new DeviceId("terminal-9")));
        gateway.expectMessage(new Did.AskedForMore());
        send(stream, covered(1).all());
        expectTaken(covered(1).all());
    }

    private static GatewayMessage confirmed(DeviceId device) {
        return GatewayMessage.newBuilder()
                .setConfirmed(
                        InstructionConfirmed.newBuilder()
                                .setDevice(device.value())
                                .setInstruction("terminal-1/7"))
                .build();
    }

    @Test
    void aGatewayThatHasSaidAllIsAnsweredByTheEnd() {
        var stream = welcomed();
        stream.tell(new Heard.Closed());
        gateway.expectMessage(new Did.Ended(Status.Code.OK, "null"));
        gateway.expectTerminated(stream);
    }

    @Test
    void aStreamThatClosesCountsAsOpenNoMore() {
        var stream = welcomed();
        stream.tell(new Heard.Closed());
        gateway.expectTerminated(stream);
        assertThat(watched).containsExactly("opened", "closed");
    }

    @Test
    void aStreamThatIsEndedCountsAsOpenNoMore() {
        var stream = welcomed();
        say(stream, hello());
        gateway.expectTerminated(stream);
        assertThat(watched).containsExactly("opened", "turned away: INVALID_ARGUMENT", "closed");
    }

    @Test
    void aStreamThatWasNeverOpenCountsAsNothing() {
        var stream = start();
        stream.tell(new Heard.Closed());
        gateway.expectTerminated(stream);
        assertThat(watched).isEmpty();
    }

    @Test
    void countsWhatPasses() {
        var stream = welcomed();
        send(stream, covered(3).all());
        tell(stream, acknowledged(CAMERA, 3));
        tell(stream, rewind());
        stream.tell(new Heard.Closed());
        gateway.expectTerminated(stream);
        assertThat(watched)
                .containsExactly(
                        "opened", "3 of DEVICE_KIND_CAMERA", "acknowledged", "rewound", "closed");
    }
}
