package dev.aisle.ops.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTest {

    private static final Scrape BEFORE =
            Scrape.parse(
                    """
                    # HELP aisle_messages_total
                    # TYPE aisle_messages_total counter
                    aisle_messages_total 10.0
                    aisle_records_taken_total{kind="camera"} 5.0
                    aisle_basket_latency_seconds_bucket{le="0.01"} 100
                    aisle_basket_latency_seconds_bucket{le="0.1"} 100
                    aisle_basket_latency_seconds_bucket{le="+Inf"} 100
                    aisle_basket_latency_seconds_count 100
                    """);
    private static final Scrape AFTER =
            Scrape.parse(
                    """
                    aisle_messages_total 1.2E3
                    aisle_records_taken_total{kind="camera"} 25.0
                    aisle_basket_latency_seconds_bucket{le="0.01"} 160
                    aisle_basket_latency_seconds_bucket{le="0.1"} 199
                    aisle_basket_latency_seconds_bucket{le="+Inf"} 200
                    aisle_basket_latency_seconds_count 200
                    """);

    @Test
    void countersAreWhatWasCountedBetweenTwoScrapes() {
        assertThat(AFTER.since(BEFORE, "aisle_messages_total")).isEqualTo(1_190);
        assertThat(AFTER.since(BEFORE, "aisle_records_taken_total{kind=\"camera\"}")).isEqualTo(20);
    }

    @Test
    void theMedianIsTheBoundOfItsBucketAmongThoseSince() {
        assertThat(AFTER.latency(BEFORE, 0.5)).contains(10.0);
    }

    @Test
    void theNinetyNinthPercentileIsTheBoundOfItsBucketAmongThoseSince() {
        assertThat(AFTER.latency(BEFORE, 0.99)).contains(100.0);
    }

    @Test
    void withoutBasketsThereIsNoLatency() {
        assertThat(BEFORE.latency(BEFORE, 0.5)).isEmpty();
    }
}
