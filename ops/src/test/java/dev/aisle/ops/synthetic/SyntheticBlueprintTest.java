package dev.aisle.ops.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aisle.config.blueprint.BlueprintLoader;
import dev.aisle.config.blueprint.BlueprintWriter;
import dev.aisle.config.blueprint.Loaded;
import dev.aisle.protocols.store.TaxRate;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticBlueprintTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aBlueprintThatIsWrittenLoadsAsTheSame(long seed) {
        for (var plan : new SyntheticPlan[] {SyntheticPlan.faim(seed), SyntheticPlan.small(seed)}) {
            var blueprint = SyntheticStore.of(plan).blueprint(Made.STORE);
            assertThat(new BlueprintLoader().load(new BlueprintWriter().toJson(blueprint)))
                    .isEqualTo(new Loaded.Sound(blueprint));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aStoreLikeFaimHasItsFiguresAndThreeHundredProductsWithNumbersOfTheirOwn(long seed) {
        var blueprint = SyntheticStore.of(SyntheticPlan.faim(seed)).blueprint(Made.STORE);
        assertThat(blueprint.cameras()).hasSize(100);
        assertThat(blueprint.rows()).hasSize(30).allMatch(row -> row.plates().size() == 12);
        assertThat(blueprint.products())
                .hasSizeGreaterThan(300)
                .allMatch(product -> product.code().isGtin())
                .allMatch(product -> product.price().minor() > 0);
        assertThat(blueprint.facings().size()).isGreaterThan(blueprint.products().size());
        var rates = new HashSet<TaxRate>();
        blueprint.products().forEach(product -> rates.add(product.tax()));
        assertThat(rates)
                .containsExactlyInAnyOrder(
                        new TaxRate(55_000), new TaxRate(100_000), new TaxRate(200_000));
    }

    @Test
    void aPlanOutOfBoundsIsRefused() {
        var crowd = SyntheticPlan.faim(1).crowd();
        var size = SyntheticPlan.faim(1).size();
        assertThatThrownBy(() -> new SyntheticPlan(1, Duration.ofSeconds(5), crowd, size))
                .hasMessageContaining("20 s to 4 h");
        assertThatThrownBy(() -> new SyntheticPlan(1, Duration.ofSeconds(25), crowd, size))
                .hasMessageContaining("does not fit");
        assertThatThrownBy(() -> new SyntheticPlan.Size(0, 5, 6, 12))
                .hasMessageContaining("cameras must be 1 to 200");
        assertThatThrownBy(() -> new SyntheticPlan.Size(100, 6, 6, 12))
                .hasMessageContaining("gondolas must be 1 to 5");
        assertThatThrownBy(() -> new SyntheticPlan.Crowd(-1, 4, Duration.ZERO, 60))
                .hasMessageContaining("shoppers must be 0 to 2000");
    }
}
