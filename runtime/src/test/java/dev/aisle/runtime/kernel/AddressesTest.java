package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {

    private static final StoreId STORE = new StoreId("acme.lille-1");

    @Test
    void anEntityIsItsStoreAndItsNameAndNothingElse() {
        assertThat(
                        List.of(
                                Addresses.of(STORE),
                                Addresses.of(STORE, new DeviceId("shelf-1")),
                                Addresses.of(STORE, new VisitId("3k9x2m"))))
                .containsExactly("acme.lille-1", "acme.lille-1/shelf-1", "acme.lille-1/3k9x2m");
    }

    @ParameterizedTest
    @CsvSource({"acme.lille-1, acme.lille-1", "acme.lille-1/shelf-1, acme.lille-1"})
    void theStoreReadsBack(String entity, String store) {
        assertThat(Addresses.store(entity)).isEqualTo(new StoreId(store));
    }

    @Test
    void theNameReadsBack() {
        assertThat(Addresses.name("acme.lille-1/shelf-1")).isEqualTo("shelf-1");
    }

    @Test
    void whatHasNoNameIsRefused() {
        assertThatThrownBy(() -> Addresses.name("acme.lille-1"))
                .hasMessage("entity must be <store>/<name>: acme.lille-1");
    }

    /// A slot that changed would move an entity away from what remembers it.
    @ParameterizedTest
    @CsvSource({
        "acme.lille-1, acme.lille-1~0",
        "acme.lille-1/camera-1, acme.lille-1~7",
        "acme.lille-1/camera-2, acme.lille-1~2",
        "acme.lille-1/shelf-1-2, acme.lille-1~5",
        "acme.lille-1/door-1, acme.lille-1~7",
        "acme.lille-1/3k9x2m, acme.lille-1~2",
        "other.paris/camera-1, other.paris~7"
    })
    void shardsAreForEver(String entity, String shard) {
        assertThat(Addresses.shard(entity)).isEqualTo(shard);
    }

    @Test
    void everySlotGetsAboutAnEighthOfTheVisits() {
        var visits = new TreeMap<Integer, Integer>();
        IntStream.range(0, 8_000)
                .mapToObj(i -> Addresses.of(STORE, new VisitId(Integer.toString(i * 7_919, 36))))
                .forEach(id -> visits.merge(Addresses.slot(id), 1, Integer::sum));
        assertThat(Map.copyOf(visits))
                .hasSize(Addresses.SLOTS)
                .allSatisfy((_, count) -> assertThat(count).isBetween(850, 1_150));
    }
}
