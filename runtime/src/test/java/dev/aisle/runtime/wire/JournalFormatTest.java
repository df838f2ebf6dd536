package dev.aisle.runtime.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.ConfigFactory;
import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.attribution.Report;
import dev.aisle.protocols.door.Credential;
import dev.aisle.protocols.door.DoorEvent;
import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.shelf.ShelfEvent;
import dev.aisle.protocols.shopper.ShopperEvent;
import dev.aisle.protocols.store.StoreEvent;
import dev.aisle.runtime.attribution.Attribution;
import dev.aisle.runtime.shelf.ShelfState;
import dev.aisle.runtime.store.StoreState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All that a journal can hold has a golden file under its logical name. Change a record and its
/// file disagrees; add one and its file is missing. A file that was released is not changed.
class JournalFormatTest {

    /// What a file under test is of.
    ///
    /// @param readAs the type that whoever reads it knows
    record Golden(String name, Object value, Class<?> readAs) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Class<?>> ROOTS =
            List.of(
                    AttributorEvent.class,
                    ShelfEvent.class,
                    ShopperEvent.class,
                    StoreEvent.class,
                    Report.class,
                    Attribution.class,
                    ShelfState.class,
                    StoreState.class);

    private static final ActorSystem system =
            ActorSystem.create(
                    "journal-format",
                    ConfigFactory.parseString("aisle.wire.gzip-from = 1 GiB")
                            .withFallback(ConfigFactory.load()));
    private static final ObjectMapper mapper =
            JacksonObjectMapperProvider.get(system)
                    .getOrCreate("jackson-cbor", Optional.of(new CBORFactory()));

    @AfterAll
    static void stop() {
        system.terminate();
    }

    static List<Golden> goldens() {
        var goldens = new ArrayList<Golden>();
        Stream.concat(Samples.events().stream(), Samples.states().stream())
                .forEach(wire -> goldens.add(golden(wire, wire.getClass())));
        Samples.happenings()
                .forEach(each -> goldens.add(golden(each, AttributorEvent.Happening.class)));
        Samples.changes().forEach(each -> goldens.add(golden(each, Change.class)));
        Samples.doorEvents().forEach(each -> goldens.add(golden(each, DoorEvent.class)));
        Samples.credentials().forEach(each -> goldens.add(golden(each, Credential.class)));
        Samples.contents().forEach(each -> goldens.add(golden(each, Report.Content.class)));
        goldens.add(golden(Samples.hear(Samples.contents().getLast()).report(), Report.class));
        return goldens;
    }

    private static Golden golden(Object value, Class<?> readAs) {
        return new Golden(WireNames.name(value.getClass()), value, readAs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void writesWhatItAlwaysWrote(Golden golden) throws IOException {
        assertThat(written(golden)).isEqualTo(released(golden.name()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    void readsWhatWasEverWritten(Golden golden) throws IOException {
        JsonNode released = new ObjectMapper().readTree(released(golden.name()));
        assertThat(mapper.treeToValue(released, golden.readAs())).isEqualTo(golden.value());
    }

    @Test
    void everythingThatAJournalCanHoldHasASample() {
        var records = Reach.ofTypes(ROOTS).stream().filter(Class::isRecord).toList();
        var values = goldens().stream().map(Golden::value).toList();
        assertThat(Reach.ofValues(values)).containsAll(records);
    }

    @Test
    void everyEventAndEveryVariantHasItsFile() {
        var variants =
                Reach.ofTypes(ROOTS).stream()
                        .flatMap(type -> Arrays.stream(type.getInterfaces()))
                        .filter(Class::isSealed)
                        .flatMap(type -> Arrays.stream(type.getPermittedSubclasses()))
                        .map(WireNames::name)
                        .collect(toCollection(TreeSet::new));
        assertThat(goldens()).extracting(Golden::name).containsAll(variants);
    }

    @Test
    void namesOfConstantsAreForEver() throws IOException {
        assertThat(constants()).isEqualTo(released("constants"));
    }

    static String constants() {
        var constants = new TreeMap<String, List<String>>();
        Reach.ofTypes(ROOTS).stream()
                .filter(Class::isEnum)
                .forEach(type ->
                        constants.put(
                                WireNames.name(type),
                                Arrays.stream(type.getEnumConstants())
                                        .map(constant -> ((Enum<?>) constant).name())
                                        .toList()));
        return new ObjectMapper().valueToTree(constants).toPrettyString();
    }

    static String written(Golden golden) throws IOException {
        byte[] bytes =
                golden.value() instanceof Wire wire
                        ? SerializationExtension.get(system).serialize(wire).get()
                        : mapper.writeValueAsBytes(golden.value());
        return mapper.readTree(bytes).toPrettyString();
    }

    private static String released(String name) throws IOException {
        var file = "/journal/" + name + ".json";
        try (var golden = JournalFormatTest.class.getResourceAsStream(file)) {
            assertThat(golden).as("the golden file %s", file).isNotNull();
            return golden == null ? "" : new String(golden.readAllBytes(), UTF_8).strip();
        }
    }
}
