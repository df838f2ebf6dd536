package dev.aisle.runtime.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.aisle.protocols.attribution.AttributorCommand.Hear;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.StreamMessage;
import dev.aisle.protocols.device.v1.Instruction;
import dev.aisle.protocols.device.v1.NodeMessage;
import dev.aisle.protocols.node.v1.SightingReport;
import dev.aisle.protocols.node.v1.Take;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;

/// Writes every [dev.aisle.protocols.kernel.Wire]: frames, batches and sightings as protobuf, all
/// else as Jackson CBOR, gzipped from a size on. The manifest is a logical name ([WireNames]).
public final class WireSerializer extends SerializerWithStringManifest {

    private static final String TAKE = "take";
    private static final String SIGHTINGS = "sightings";
    private static final String STREAM = "stream";
    private static final String INSTRUCT = "instruct";
    static final int IDENTIFIER = 20_260_701;

    private final ObjectMapper mapper;
    private final ActorRefResolver resolver;
    private final WireNames names;
    private final int gzipFrom;

    /// Called by Pekko.
    public WireSerializer(ExtendedActorSystem system) {
        mapper =
                JacksonObjectMapperProvider.get(system)
                        .getOrCreate("jackson-cbor", Optional.of(new CBORFactory()));
        mapper.registerModule(SharedValues.module());
        resolver = ActorRefResolver.get(Adapter.toTyped(system));
        var config = system.settings().config().getConfig("aisle.wire");
        gzipFrom = (int) Math.min(Integer.MAX_VALUE, config.getBytes("gzip-from"));
        names = new WireNames(snapshots(system, config.getStringList("snapshots")));
    }

    private static ArrayList<Class<?>> snapshots(
            ExtendedActorSystem system, Iterable<String> classNames) {
        var classes = new ArrayList<Class<?>>();
        for (var name : classNames) {
            try {
                classes.add(Class.forName(name, true, system.dynamicAccess().classLoader()));
            } catch (ClassNotFoundException unknown) {
                throw new IllegalArgumentException(
                        "aisle.wire.snapshots names no class: " + name, unknown);
            }
        }
        return classes;
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        return switch (message) {
            case DeviceCommand.Take _ -> TAKE;
            case DeviceCommand.Instruct _ -> INSTRUCT;
            case Hear(Report(_, _, _, _, _, Report.Sightings _)) -> SIGHTINGS;
            case StreamMessage _ -> STREAM;
            default -> WireNames.name(message.getClass());
        };
    }

    @Override
    public byte[] toBinary(Object message) {
        return switch (message) {
            case DeviceCommand.Take(var bundle, var replyTo) ->
                    Take.newBuilder()
                            .setBundle(bundle)
                            .setReplyTo(resolver.toSerializationFormat(replyTo))
                            .build()
                            .toByteArray();
            case DeviceCommand.Instruct(var instruction) -> instruction.toByteArray();
            case Hear(Report report) when report.content() instanceof Report.Sightings seen ->
                    SightingBytes.of(report, seen).toByteArray();
            case StreamMessage(var told) -> told.toByteArray();
            default -> cbor(message);
        };
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case TAKE -> {
                    var take = Take.parseFrom(bytes);
                    yield new DeviceCommand.Take(
                            take.getBundle(), resolver.resolveActorRef(take.getReplyTo()));
                }
                case INSTRUCT -> new DeviceCommand.Instruct(Instruction.parseFrom(bytes));
                case SIGHTINGS -> new Hear(SightingBytes.read(SightingReport.parseFrom(bytes)));
                case STREAM -> new StreamMessage(NodeMessage.parseFrom(bytes));
                default -> {
                    var type = names.named(manifest);
                    if (type.isEmpty()) {
                        throw new NotSerializableException(
                                "nothing is known by the name of '" + manifest + "'");
                    }
                    yield mapper.readValue(plain(bytes), type.get());
                }
            };
        } catch (NotSerializableException unknown) {
            throw unknown;
        } catch (IOException unreadable) {
            var failure = new NotSerializableException("'" + manifest + "' can't be read");
            failure.initCause(unreadable);
            throw failure;
        }
    }

    private byte[] cbor(Object message) {
        try {
            var bytes = mapper.writeValueAsBytes(message);
            return bytes.length < gzipFrom ? bytes : gzip(bytes);
        } catch (IOException unwritable) {
            throw new IllegalArgumentException(
                    "can't write " + message.getClass().getName(), unwritable);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream(bytes.length / 2);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /// A gzip stream begins with 1f 8b; a CBOR object never does (1f is a break without an
    /// opening).
    private static byte[] plain(byte[] bytes) throws IOException {
        if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
            return bytes;
        }
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return gzip.readAllBytes();
        }
    }
}
