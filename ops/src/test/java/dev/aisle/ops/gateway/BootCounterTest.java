package dev.aisle.ops.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aisle.protocols.kernel.GatewayId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootCounterTest {

    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    @TempDir Path folder;

    @Test
    void bootsCountUpFromOneEachGatewayForItself() throws IOException {
        var nested = folder.resolve("not/there/yet");

        assertThat(
                        List.of(
                                BootCounter.next(nested, GATEWAY),
                                BootCounter.next(nested, GATEWAY),
                                BootCounter.next(nested, new GatewayId("gw-2"))))
                .isEqualTo(List.of(1L, 2L, 1L));
    }

    @Test
    void aFileWithoutACountIsNotOverwritten() throws IOException {
        Files.writeString(folder.resolve("gw-1.boot"), "two\n");

        assertThatThrownBy(() -> BootCounter.next(folder, GATEWAY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds 'two' and no count of boots");
    }
}
