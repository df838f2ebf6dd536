package dev.aisle.ops.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aisle.ops.autocheckout.AutoCheckoutRecording;
import dev.aisle.ops.cluster.LocalCluster;
import dev.aisle.ops.drill.FedStore.Gate;
import dev.aisle.ops.drill.FedStore.Outcome;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import java.util.List;

/// What a run found that nobody disturbed.
///
/// @param interactions that changed somebody's basket, in the order in which they were decided
record Undisturbed(Outcome outcome, List<Interaction> interactions) {

    /// One of a shelf, as the decision names it.
    record Interaction(String id, EventTime onset, EventTime settled) {

        private static Interaction of(JsonNode json) {
            return new Interaction(
                    json.path("id").asText(),
                    new EventTime(json.path("onset").asLong()),
                    new EventTime(json.path("settled").asLong()));
        }
    }

    static Undisturbed run(
            LocalCluster cluster,
            Journal journal,
            Bookings bookings,
            AutoCheckoutRecording recording)
            throws Exception {
        var id = new StoreId("drill.undisturbed");
        try (var store = new FedStore(cluster.access(), recording, id)) {
            store.feed(Gate.OPEN);
            store.awaitTaken();
            store.awaitSettled();
            var changed =
                    journal.happenings(id).stream()
                            .filter(happening -> !happening.path("changes").isEmpty())
                            .map(happening -> happening.at("/decision/evidence/interaction"))
                            .map(Interaction::of)
                            .toList();
            if (changed.isEmpty()) {
                throw new AssertionError("nobody took anything: the recording serves no drill");
            }
            return new Undisturbed(store.outcome(journal, bookings), changed);
        }
    }
}
