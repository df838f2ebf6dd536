package dev.aisle.runtime.ingress;

import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.ProtocolVersion;
import dev.aisle.protocols.device.StreamMessage;
import dev.aisle.protocols.device.v1.Acknowledged;
import dev.aisle.protocols.device.v1.Bundle;
import dev.aisle.protocols.device.v1.Device;
import dev.aisle.protocols.device.v1.DeviceKind;
import dev.aisle.protocols.device.v1.GatewayMessage;
import dev.aisle.protocols.device.v1.Hello;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.device.v1.RefusalCode;
import dev.aisle.protocols.device.v1.Unsupported;
import dev.aisle.protocols.device.v1.Welcome;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.runtime.kernel.EventShape;
import dev.aisle.runtime.kernel.GatewayWords;
import dev.aisle.runtime.kernel.Heading;
import dev.aisle.runtime.kernel.Lines;
import dev.aisle.runtime.kernel.Tokens;
import io.grpc.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/// One gateway's stream: lets it in, passes its bundles to its devices, and what they say back. It
/// keeps no records: what is lost here is sent again.
public final class StreamEntity {

    /// What the stream hears.
    public sealed interface Heard {
        record FromGateway(GatewayMessage message) implements Heard {}

        record Opened(Optional<StoreReply> reply) implements Heard {}

        record Known(boolean store) implements Heard {}

        record FromDevice(StreamMessage word) implements Heard {}

        /// The payment tokens of a bundle are kept, or could not be.
        record Kept(Bundle bundle, boolean done) implements Heard {}

        /// The transport takes more again. What the store answered to a stream that met a device it
        /// does not know.
        record Learned(Optional<StoreReply> reply) implements Heard {}

        record Ready() implements Heard {}

        record Closed() implements Heard {}
    }

    /// What the stream needs besides its gateway.
    ///
    /// @param exists whether a store of this name was ever published
    /// @param open asks the store to let the gateway in
    /// @param keep puts a payment token where shoppers find it by its reference
    public record Surroundings(
            Lines lines,
            IngressSettings settings,
            IngressWatch watch,
            InstantSource clock,
            Function<StoreId, CompletionStage<Boolean>> exists,
            Opening open,
            Function<String, CompletionStage<Done>> keep) {}

    /// Asks a store to let a gateway in.
    public interface Opening {
        CompletionStage<StoreReply> open(StoreId store, GatewayId gateway, long boot);
    }

    private final ActorContext<Heard> context;
    private final Surroundings around;
    private final Tokens.Grant grant;
    private final Downstream gateway;
    private final ActorRef<StreamMessage> self;

    /// The highest number of each device that is known to be taken, or was the first to come: a
    /// rewind and what was under way may cross, so it never falls.
    private final Map<String, Long> taken = new HashMap<>();

    private final Map<String, Acknowledged> waiting = new LinkedHashMap<>();
    private Optional<Hello> hello = Optional.empty();
    private Optional<Inspection> inspection = Optional.empty();

    /// A blueprint that was published meanwhile may have a device that is unknown; not asked
    /// before.
    private Instant learnAgain = Instant.MIN;

    private StreamEntity(
            ActorContext<Heard> context,
            Surroundings around,
            Tokens.Grant grant,
            Downstream gateway) {
        this.context = context;
        this.around = around;
        this.grant = grant;
        this.gateway = gateway;
        this.self = context.messageAdapter(StreamMessage.class, Heard.FromDevice::new);
    }

    public static Behavior<Heard> create(
            Surroundings around, Tokens.Grant grant, Downstream gateway) {
        return Behaviors.setup(context -> {
            var stream = new StreamEntity(context, around, grant, gateway);
            gateway.more();
            return Behaviors.receiveMessage(stream::onHeard);
        });
    }

    private Behavior<Heard> onHeard(Heard heard) {
        return switch (heard) {
            case Heard.FromGateway(var message) ->
                    switch (message.getMessageCase()) {
                        case HELLO -> greet(message.getHello());
                        case BUNDLE -> inspection.isPresent() ? pass(message.getBundle()) : early();
                        case CONFIRMED -> {
                            confirm(message);
                            gateway.more();
                            yield Behaviors.same();
                        }
                        case MESSAGE_NOT_SET ->
                                end(
                                        Status.INVALID_ARGUMENT,
                                        "an empty message: is the gateway of a newer protocol?");
                    };
            case Heard.Known(var store) -> known(store);
            case Heard.Opened(var reply) -> opened(reply);
            case Heard.Learned(var reply) -> learned(reply);
            case Heard.FromDevice(var word) -> say(word.message());
            case Heard.Kept(var bundle, var done) -> {
                if (done) {
                    forward(bundle);
                } else {
                    around.watch().notKept();
                }
                gateway.more();
                yield Behaviors.same();
            }
            case Heard.Ready _ -> flush();
            case Heard.Closed _ -> {
                gateway.end(Status.OK);
                yield stopped();
            }
        };
    }

    private Behavior<Heard> early() {
        return end(Status.INVALID_ARGUMENT, "the first message must be Hello");
    }

    private Behavior<Heard> greet(Hello greeting) {
        if (hello.isPresent()) {
            return end(Status.INVALID_ARGUMENT, "Hello is said once a stream");
        }
        hello = Optional.of(greeting);
        if (ProtocolVersion.of(greeting) > ProtocolVersion.NEWEST) {
            return tooNew(ProtocolVersion.of(greeting));
        }
        StoreId store;
        try {
            store = new StoreId(greeting.getStore());
            var _ = new GatewayId(greeting.getGateway());
        } catch (IllegalArgumentException wrong) {
            return end(Status.INVALID_ARGUMENT, String.valueOf(wrong.getMessage()));
        }
        if (greeting.getBoot() < 1) {
            return end(Status.INVALID_ARGUMENT, "boots are counted from 1");
        }
        if (grant.role() != Tokens.Role.GATEWAY || !grant.covers(store)) {
            return end(
                    Status.PERMISSION_DENIED,
                    "this token does not speak for store " + store + ": have one issued that does");
        }
        context.pipeToSelf(
                around.exists().apply(store),
                (exists, failure) ->
                        failure == null
                                ? new Heard.Known(exists)
                                : new Heard.Opened(Optional.empty()));
        return Behaviors.same();
    }

    /// Before anything else of its Hello is looked at, which may mean something new.
    private Behavior<Heard> tooNew(int asked) {
        var why =
                String.format(
                        Locale.ROOT,
                        "the gateway speaks protocol %d, this node up to %d: let it speak %d, or"
                                + " update the node",
                        asked,
                        ProtocolVersion.NEWEST,
                        ProtocolVersion.NEWEST);
        gateway.say(
                NodeMessage.newBuilder()
                        .setUnsupported(
                                Unsupported.newBuilder()
                                        .setAsked(asked)
                                        .setNewest(ProtocolVersion.NEWEST)
                                        .setExplanation(why))
                        .build());
        return end(Status.UNIMPLEMENTED, why);
    }

    private StoreId store() {
        return new StoreId(hello.orElseThrow().getStore());
    }

    private Behavior<Heard> known(boolean exists) {
        if (!exists) {
            return noStore();
        }
        var greeting = hello.orElseThrow();
        context.pipeToSelf(
                around.open()
                        .open(store(), new GatewayId(greeting.getGateway()), greeting.getBoot()),
                (reply, _) -> new Heard.Opened(Optional.ofNullable(reply)));
        return Behaviors.same();
    }

    private Behavior<Heard> noStore() {
        return end(
                Status.NOT_FOUND, "there is no store " + store() + ": publish its blueprint first");
    }

    private Behavior<Heard> opened(Optional<StoreReply> reply) {
        if (reply.isEmpty()) {
            return end(Status.UNAVAILABLE, "the store does not answer: try another node");
        }
        return switch (reply.get()) {
            case StoreReply.Current(_, var blueprint) -> welcome(blueprint);
            case StoreReply.NoBlueprint _ -> noStore();
            case StoreReply.Superseded(var by, var boot, var newest) ->
                    end(
                            Status.FAILED_PRECONDITION,
                            String.format(
                                    Locale.ROOT,
                                    "gateway %s is known by boot %d, so boot %d is over",
                                    by,
                                    newest,
                                    boot));
            case StoreReply.Published _,
                    StoreReply.TooEarly _,
                    StoreReply.Incompatible _,
                    StoreReply.Placed _,
                    StoreReply.PlacedMeanwhile _,
                    StoreReply.TooManyShards _ ->
                    end(Status.INTERNAL, "the store answered something else");
        };
    }

    private Behavior<Heard> welcome(Blueprint blueprint) {
        var devices = devices(blueprint);
        inspect(devices);
        around.watch().opened();
        gateway.say(
                NodeMessage.newBuilder()
                        .setWelcome(
                                Welcome.newBuilder()
                                        .addAllDevices(devices)
                                        .setWindow(around.settings().window()))
                        .build());
        gateway.more();
        return Behaviors.same();
    }

    private void inspect(List<Device> devices) {
        var byId = new HashMap<String, Device>();
        devices.forEach(device -> byId.put(device.getId(), device));
        inspection = Optional.of(new Inspection(byId, hello.orElseThrow().getBoot()));
    }

    private void learn() {
        var now = around.clock().instant();
        if (now.isBefore(learnAgain)) {
            return;
        }
        learnAgain = now.plus(around.settings().relearn());
        var greeting = hello.orElseThrow();
        context.pipeToSelf(
                around.open()
                        .open(store(), new GatewayId(greeting.getGateway()), greeting.getBoot()),
                (reply, _) -> new Heard.Learned(Optional.ofNullable(reply)));
    }

    /// Where nobody answers it is asked again, for the gateway sends again what was refused.
    private Behavior<Heard> learned(Optional<StoreReply> reply) {
        return switch (reply.orElseGet(StoreReply.NoBlueprint::new)) {
            case StoreReply.Current(_, var blueprint) -> {
                inspect(devices(blueprint));
                yield Behaviors.same();
            }
            case StoreReply.Superseded superseded -> opened(Optional.of(superseded));
            case StoreReply.NoBlueprint _,
                    StoreReply.Published _,
                    StoreReply.TooEarly _,
                    StoreReply.Incompatible _,
                    StoreReply.Placed _,
                    StoreReply.PlacedMeanwhile _,
                    StoreReply.TooManyShards _ ->
                    Behaviors.same();
        };
    }

    private static List<Device> devices(Blueprint blueprint) {
        var devices = new ArrayList<Device>();
        blueprint
                .cameras()
                .forEach(each -> devices.add(of(each.device(), DeviceKind.DEVICE_KIND_CAMERA, 0)));
        blueprint
                .rows()
                .forEach(each ->
                        devices.add(
                                of(
                                        each.device(),
                                        DeviceKind.DEVICE_KIND_SHELF,
                                        each.plates().size())));
        blueprint
                .doors()
                .forEach(each -> devices.add(of(each.device(), DeviceKind.DEVICE_KIND_DOOR, 0)));
        blueprint
                .terminals()
                .forEach(
                        each -> devices.add(of(each.device(), DeviceKind.DEVICE_KIND_TERMINAL, 0)));
        return devices;
    }

    private static Device of(DeviceId id, DeviceKind kind, int plates) {
        return Device.newBuilder().setId(id.value()).setKind(kind).setPlates(plates).build();
    }

    private Behavior<Heard> pass(Bundle bundle) {
        var latest = EventTime.of(around.clock().instant()).plus(around.settings().future());
        var fault = inspection.orElseThrow().of(bundle, latest);
        if (fault.isPresent()) {
            refuse(bundle, fault.get());
            if (fault.get().refusal().code() == RefusalCode.REFUSAL_CODE_UNKNOWN_DEVICE) {
                learn();
            }
            gateway.more();
            return Behaviors.same();
        }
        if (bundle.getRecordsCount() > 0) {
            long first = bundle.getRecords(0).getSeq();
            var last = bundle.getRecords(bundle.getRecordsCount() - 1);
            long reached = last.getSeq() + Inspection.count(last);
            long from = taken.computeIfAbsent(bundle.getDevice(), _ -> first);
            long allowed = (long) around.settings().window() + around.settings().slack();
            if (reached - from > allowed) {
                return end(
                        Status.RESOURCE_EXHAUSTED,
                        String.format(
                                Locale.ROOT,
                                "%d records of %s are under way, %d are credited",
                                reached - from,
                                bundle.getDevice(),
                                around.settings().window()));
            }
        }
        var tokens = tokens(bundle);
        if (tokens.isEmpty()) {
            forward(bundle);
            gateway.more();
        } else {
            keep(bundle, tokens);
        }
        return Behaviors.same();
    }

    private static List<String> tokens(Bundle bundle) {
        return bundle.getRecordsList().stream()
                .map(record ->
                        record.hasDoor()
                                ? record.getDoor().getPaymentToken()
                                : record.getTerminal().getPaymentToken())
                .filter(token -> !token.isBlank() && EventShape.fits(token))
                .toList();
    }

    /// No event may name a payer whose token nobody can find. What can't be kept is not passed on:
    /// it is sent again.
    private void keep(Bundle bundle, List<String> tokens) {
        var kept =
                tokens.stream()
                        .map(token -> around.keep().apply(token).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new);
        context.pipeToSelf(
                CompletableFuture.allOf(kept),
                (_, failure) -> new Heard.Kept(bundle, failure == null));
    }

    private void forward(Bundle bundle) {
        var kind = inspection.orElseThrow().kind(bundle.getDevice());
        Heading.last(bundle)
                .ifPresent(last ->
                        around.watch()
                                .bundle(
                                        store(),
                                        kind,
                                        bundle.getDevice(),
                                        bundle.getRecordsCount(),
                                        last));
        around.lines()
                .device(
                        store(),
                        kind,
                        new DeviceId(bundle.getDevice()),
                        new DeviceCommand.Take(bundle, self));
    }

    private void refuse(Bundle bundle, Inspection.Fault fault) {
        around.watch().refused(fault.refusal().code());
        gateway.say(
                GatewayWords.refused(
                                bundle.getDevice(), bundle.getBoot(), fault.seq(), fault.refusal())
                        .message());
    }

    private void confirm(GatewayMessage message) {
        var confirmed = message.getConfirmed();
        inspection
                .map(each -> each.devices().get(confirmed.getDevice()))
                .ifPresent(device ->
                        around.lines()
                                .device(
                                        store(),
                                        device.getKind(),
                                        new DeviceId(device.getId()),
                                        new DeviceCommand.Confirm(confirmed.getInstruction())));
    }

    /// Acknowledgements wait while the transport is full: the newest of a device says all that
    /// older ones said.
    private Behavior<Heard> say(NodeMessage message) {
        if (message.hasAcknowledged()) {
            var acknowledged = message.getAcknowledged();
            taken(acknowledged);
            if (!gateway.isReady()) {
                waiting.put(acknowledged.getDevice(), acknowledged);
                return Behaviors.same();
            }
        }
        if (message.hasRefused()) {
            var refused = message.getRefused();
            around.watch().refused(refused.getCode());
            if (refused.getCode() == RefusalCode.REFUSAL_CODE_SUPERSEDED) {
                return end(Status.FAILED_PRECONDITION, refused.getExplanation());
            }
        }
        if (message.hasRewind()) {
            around.watch().rewound();
        }
        gateway.say(message);
        return Behaviors.same();
    }

    private void taken(Acknowledged acknowledged) {
        var device = acknowledged.getDevice();
        long next = acknowledged.getNextSeq();
        long before = taken.getOrDefault(device, next);
        taken.put(device, Math.max(before, next));
        inspection.ifPresent(
                each -> around.watch().acknowledged(each.kind(device), Math.max(0, next - before)));
    }

    private Behavior<Heard> flush() {
        waiting.values()
                .forEach(acknowledged ->
                        gateway.say(
                                NodeMessage.newBuilder().setAcknowledged(acknowledged).build()));
        waiting.clear();
        return Behaviors.same();
    }

    private Behavior<Heard> end(Status status, String why) {
        around.watch().turnedAway(status.getCode().name());
        gateway.end(status.withDescription(why));
        return stopped();
    }

    private Behavior<Heard> stopped() {
        if (inspection.isPresent()) {
            around.watch().closed();
        }
        return Behaviors.stopped();
    }
}
