package dev.aisle.runtime.wire;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Numbered;
import dev.aisle.protocols.device.DeviceCommand;
import dev.aisle.protocols.device.StreamMessage;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shopper.ShopperCommand;
import dev.aisle.protocols.store.TaxRate;
import java.io.IOException;
import java.io.NotSerializableException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireSerializerTest {

    private static final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());
    private static final Serialization serialization = SerializationExtension.get(kit.system());

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    static List<Wire> samples() {
        var all = new ArrayList<Wire>();
        all.addAll(Samples.events());
        all.addAll(Samples.states());
        all.addAll(Samples.messages(kit.createTestProbe().ref()));
        return all;
    }

    static Stream<Named<Wire>> everything() {
        return samples().stream()
                .map(sample -> Named.of(WireNames.name(sample.getClass()), sample));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    void whatIsWrittenReadsBack(Wire message) {
        assertThat(read(written(message), manifest(message))).isEqualTo(message);
    }

    @Test
    void aProductThatIsReadInTwoBasketsIsKeptOnce() {
        assertThat(taken().product()).isSameAs(taken().product());
        assertThat(taken().name()).isSameAs(taken().name());
        assertThat(taken().price()).isSameAs(taken().price());
    }

    /// Read anew.
    private static Change.Taken taken() {
        var price = new Money(Currency.getInstance("EUR"), 249);
        var change =
                new Change.Taken(
                        new EventTime(1),
                        new InteractionId(new DeviceId("shelf-1"), 1, 7),
                        new ProductCode("cola"),
                        "Cola 33 cl",
                        1,
                        price,
                        TaxRate.NONE,
                        0.9);
        var apply = new ShopperCommand.Apply(List.of(new Numbered(1, change)));
        var read = (ShopperCommand.Apply) read(written(apply), manifest(apply));
        return (Change.Taken) read.changes().getFirst().change();
    }

    @Test
    void everyWireRecordHasASample() throws IOException {
        var records = new ArrayList<String>();
        records.addAll(wireRecords(Wire.class));
        records.addAll(wireRecords(WireSerializer.class));
        assertThat(samples().stream().map(sample -> sample.getClass().getName()).distinct())
                .containsExactlyInAnyOrderElementsOf(records);
    }

    /// All that travel, of the module that has this class.
    private static List<String> wireRecords(Class<?> ofModule) throws IOException {
        var location =
                URI.create(ofModule.getProtectionDomain().getCodeSource().getLocation() + "");
        var module = Path.of(location);
        if (Files.isDirectory(module)) {
            return wireRecordsUnder(module);
        }
        try (var jar = FileSystems.newFileSystem(module)) {
            return wireRecordsUnder(jar.getPath("/"));
        }
    }

    private static List<String> wireRecordsUnder(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.startsWith("dev/aisle/") && !file.contains("/v1/"))
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .filter(WireSerializerTest::isWireRecord)
                    .toList();
        }
    }

    private static boolean isWireRecord(String name) {
        try {
            var type = Class.forName(name, false, WireSerializerTest.class.getClassLoader());
            return Wire.class.isAssignableFrom(type) && type.isRecord();
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void whatIsFrequentTravelsAsProtobuf() {
        var manifests =
                samples().stream()
                        .filter(sample ->
                                !manifest(sample).equals(WireNames.name(sample.getClass())))
                        .collect(
                                toMap(
                                        sample -> WireNames.name(sample.getClass()),
                                        WireSerializerTest::manifest,
                                        (one, _) -> one));
        assertThat(manifests)
                .isEqualTo(
                        Map.of(
                                WireNames.name(DeviceCommand.Take.class),
                                "take",
                                WireNames.name(DeviceCommand.Instruct.class),
                                "instruct",
                                WireNames.name(StreamMessage.class),
                                "stream",
                                "AttributorCommand.Hear",
                                "sightings"));
    }

    @Test
    void whatIsLargeIsGzipped() {
        assertThat(Arrays.copyOf(written(Samples.largest()), 2))
                .isEqualTo(new byte[] {0x1f, (byte) 0x8b});
    }

    @Test
    void whatWasLargeAndIsNotGzippedReadsBack() throws JsonProcessingException {
        var plain =
                JacksonObjectMapperProvider.get(kit.system())
                        .getOrCreate("jackson-cbor", Optional.of(new CBORFactory()))
                        .writeValueAsBytes(Samples.largest());
        assertThat(read(plain, manifest(Samples.largest()))).isEqualTo(Samples.largest());
    }

    @Test
    void aNameThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> read(new byte[0], "ShelfEvent.Forgotten"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage("nothing is known by the name of 'ShelfEvent.Forgotten'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    void whatIsTornIsRefusedUnderItsName(Wire message) {
        var whole = written(message);
        var torn = Arrays.copyOf(whole, whole.length - 1);
        assertThatThrownBy(() -> read(torn, manifest(message)))
                .hasMessage("'%s' can't be read", manifest(message));
    }

    private static byte[] written(Wire message) {
        return serialization.serialize(message).get();
    }

    private static String manifest(Wire message) {
        return Serializers.manifestFor(serialization.findSerializerFor(message), message);
    }

    private static Object read(byte[] bytes, String manifest) {
        return serialization.deserialize(bytes, WireSerializer.IDENTIFIER, manifest).get();
    }
}
