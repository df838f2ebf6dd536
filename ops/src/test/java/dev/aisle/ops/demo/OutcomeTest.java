package dev.aisle.ops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.ops.autocheckout.Bought;
import dev.aisle.ops.gateway.GatewayReport;
import dev.aisle.ops.play.Played;
import dev.aisle.ops.synthetic.SyntheticTruth;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a demo with a recording beside it says in the end.
class OutcomeTest {

    private static final Comparison SOUND =
            new Comparison(1, 1, 1, 1, 1, List.of(), List.of(), List.of());

    private final Demo.Outcome played = outcome(new Beside.Outcome(List.of(played()), List.of()));
    private final Demo.Outcome failed =
            outcome(new Beside.Outcome(List.of(), List.of("store demo.recording stalls")));

    @Test
    void aRecordingThatWasNotPlayedIsAFailure() {
        assertThat(List.of(played.isSound(), failed.isSound())).containsExactly(true, false);
    }

    @Test
    void whatTheRecordingsShoppersBoughtIsShown() {
        assertThat(played.lines())
                .anyMatch(line -> line.matches("session +anna +1 × 0711 +EUR 2.00 +paid .*"));
    }

    @Test
    void whyItWasNotPlayedIsShown() {
        assertThat(failed.lines())
                .contains("the recording was not played: store demo.recording stalls");
    }

    @Test
    void programsAreToldBoth() {
        assertThat(List.of(told(played), told(failed)))
                .containsExactly(
                        List.of(2, List.of(Map.of("0711", 1)), List.of()),
                        List.of(2, List.of(), List.of("store demo.recording stalls")));
    }

    /// Stores, what was bought, and failures.
    private static List<Object> told(Demo.Outcome outcome) {
        var json = new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(outcome.json());
        return List.of(
                json.path("stores").asInt(),
                json.path("recordings").findValues("products").stream()
                        .map(products -> Map.of("0711", products.path("0711").asInt()))
                        .toList(),
                json.path("failures").valueStream().map(each -> each.asText()).toList());
    }

    private static Demo.Outcome outcome(Beside.Outcome beside) {
        var truth =
                new SyntheticTruth(
                        Beside.STORE, 7, EventTime.BEGINNING, EventTime.BEGINNING, List.of());
        return new Demo.Outcome(7, 3, truth, SOUND, beside, 120);
    }

    private static Played played() {
        var bought =
                new Bought(new TrackId("anna"), new TreeMap<>(Map.of(new ProductCode("0711"), 1)));
        var report =
                new GatewayReport(
                        new GatewayReport.Counts(9, 0, 9, 9, 0, 0, 0, 0, 0, 0, 0),
                        List.of(),
                        1,
                        List.of());
        return new Played(
                "session",
                Beside.STORE.value(),
                List.of(new Played.Visit("v-1", bought, "EUR 2.00", "PAID", List.of())),
                List.of(),
                Path.of("session.json"),
                Duration.ofSeconds(15),
                report);
    }
}
