package dev.aisle.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersistFiguresTest {

    private static final String REPORT =
            """
            {"rounds":[
              {"decisions":1000,"baskets":1000,"persistedSeconds":10,"bare":5000,"bareSeconds":10},
              {"decisions":2000,"baskets":2000,"persistedSeconds":10,"bare":5000,"bareSeconds":10},
              {"decisions":3000,"baskets":3000,"persistedSeconds":10,"bare":20000,"bareSeconds":10}],
             "sampleBytes":800}\
            """;

    @Test
    void theRatioIsTheMedianOfTheRoundsRatios() throws Exception {
        var figures = PersistFigures.of(new ObjectMapper().readTree(REPORT));

        assertThat(figures.json())
                .isEqualTo(
                        Map.of(
                                "barePerSecond", 500L,
                                "persistedPerSecond", 400L,
                                "ratio", 0.4));
    }

    @Test
    void everyRoundIsShown() throws Exception {
        var figures = PersistFigures.of(new ObjectMapper().readTree(REPORT));

        assertThat(figures.lines()).hasSize(5);
    }
}
