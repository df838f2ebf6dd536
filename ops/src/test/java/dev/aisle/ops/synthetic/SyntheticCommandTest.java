package dev.aisle.ops.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.config.blueprint.BlueprintLoader;
import dev.aisle.config.blueprint.Loaded;
import dev.aisle.ops.Aisle;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.autocheckout.Feed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticCommandTest {

    private static final String[] SMALL = {
        "synthetic",
        "--seed",
        "5",
        "--minutes",
        "0.7",
        "--shoppers",
        "2",
        "--cameras",
        "5",
        "--gondolas",
        "1",
        "--store",
        "acme.one"
    };

    @TempDir Path folder;

    private static int aisle(String... more) {
        var all = new ArrayList<>(List.of(SMALL));
        all.addAll(List.of(more));
        return Aisle.run(all.toArray(String[]::new));
    }

    @Test
    void aStoreIsHeardToTheEndByAClusterAndItsTruthTellsWhenItWas() throws IOException {
        var truth = folder.resolve("truth.json");
        try (var node = new HearingNode()) {
            var where = node.address();
            assertThat(
                            aisle(
                                    "--node",
                                    where,
                                    "--token",
                                    "any",
                                    "--speed",
                                    "max",
                                    "--truth",
                                    truth.toString()))
                    .isZero();
            var written = TruthFile.read(truth).getFirst();
            var store = SyntheticStore.of(plan(written.seed()));
            var said = new TreeMap<String, List<Long>>();
            store.feed(written.begin())
                    .forEachRemaining((Feed each) ->
                            said.computeIfAbsent(each.device().value(), _ -> new ArrayList<>())
                                    .add(each.at().micros()));
            var heard = new TreeMap<String, List<Long>>();
            node.heard()
                    .forEach((device, records) ->
                            heard.put(
                                    device,
                                    records.stream().map(record -> record.getTimeUs()).toList()));
            assertThat(heard).isEqualTo(said);
            assertThat(written).isEqualTo(store.truth(written.store(), written.begin()));
        }
    }

    private static SyntheticPlan plan(long seed) {
        var usual = SyntheticPlan.faim(seed);
        return new SyntheticPlan(
                seed,
                Duration.ofSeconds(42),
                new SyntheticPlan.Crowd(2, 4, Duration.ZERO, 60),
                new SyntheticPlan.Size(5, 1, usual.size().rows(), usual.size().plates()));
    }

    @Test
    void severalStoresAreWrittenSideBySideEachWithASeedOfItsOwn() throws IOException {
        var truth = folder.resolve("truth.json");
        int code =
                aisle(
                        "--store",
                        "acme.two",
                        "--write",
                        folder.toString(),
                        "--truth",
                        truth.toString(),
                        "--blueprint",
                        folder.toString());
        assertThat(code).isZero();
        assertThat(TruthFile.read(truth)).extracting(SyntheticTruth::seed).containsExactly(5L, 6L);
        for (var store : List.of("acme.one", "acme.two")) {
            assertThat(AutoCheckoutRecording.open(folder.resolve(store)).batches()).isPositive();
            assertThat(new BlueprintLoader().load(folder.resolve(store + ".json")))
                    .isInstanceOf(Loaded.Sound.class);
        }
    }

    @Test
    void withoutFurtherWordsItIsAStoreLikeFaim() {
        assertThat(new SyntheticCommand.Sizes().plan(7)).isEqualTo(SyntheticPlan.faim(7));
    }

    @Test
    void whoCallsItWronglyIsTold() {
        assertThat(aisle()).isEqualTo(2);
        assertThat(aisle("--node", "127.0.0.1:1", "--write", "x", "--token", "t")).isEqualTo(2);
        assertThat(aisle("--node", "127.0.0.1:1", "--token", "")).isEqualTo(2);
        assertThat(aisle("--write", "x", "--speed", "3")).isEqualTo(2);
        assertThat(aisle("--write", "x", "--store", "acme.one")).isEqualTo(2);
        assertThat(aisle("--write", "x", "--store", "no id")).isEqualTo(2);
        assertThat(aisle("--write", "x", "--minutes", "0.1")).isEqualTo(2);
        assertThat(aisle("--write", "x", "--cameras", "0")).isEqualTo(2);
    }
}
