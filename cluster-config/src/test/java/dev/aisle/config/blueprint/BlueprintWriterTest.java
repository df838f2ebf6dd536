package dev.aisle.config.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlueprintWriterTest {

    @TempDir Path folder;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenLoadsAsTheSameBlueprint(long seed) {
        var blueprint = Blueprints.random(seed);
        assertThat(new BlueprintLoader().load(new BlueprintWriter().toJson(blueprint)))
                .isEqualTo(new Loaded.Sound(blueprint));
    }

    @Test
    void aFileLoadsAsItsText() throws IOException {
        var blueprint = Blueprints.random(1);
        new BlueprintWriter().write(blueprint, folder.resolve("store.json"));
        assertThat(new BlueprintLoader().load(folder.resolve("store.json")))
                .isEqualTo(new Loaded.Sound(blueprint));
    }
}
