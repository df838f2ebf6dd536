package dev.aisle.ops.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReplicationTest {
    @Test
    void eachDataCentreIsNamedWithItsCopies() {
        var replication = new Replication(new TreeMap<>(Map.of("west", 2, "east-1", 3)));

        assertThat(replication.cql())
                .isEqualTo("{'class': 'NetworkTopologyStrategy', 'east-1': 3, 'west': 2}");
    }

    @Test
    void aNameThatWouldEndTheStringIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Replication.of("dc1': 1, '", 1));
    }

    @Test
    void aDataCentreWithoutACopyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Replication.of("dc1", 0));
    }
}
