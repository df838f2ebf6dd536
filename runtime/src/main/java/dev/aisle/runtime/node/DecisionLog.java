package dev.aisle.runtime.node;

import dev.aisle.protocols.attribution.AttributorEvent;
import dev.aisle.protocols.attribution.AttributorEvent.Advanced;
import dev.aisle.protocols.attribution.Decision;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shelf.InteractionId;
import dev.aisle.protocols.shopper.ShopperReply;
import dev.aisle.runtime.attribution.AttributorEntity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/// Reads what was decided of a visit from its store's journal. Steps rise in event time with their
/// number, so the first step of a visit is found by halving.
final class DecisionLog {

    private final ActorSystem<?> system;
    private final CassandraReadJournal journal;
    private final int most;

    DecisionLog(ActorSystem<?> system, int most) {
        this.system = system;
        this.most = most;
        this.journal =
                PersistenceQuery.get(system)
                        .getReadJournalFor(
                                CassandraReadJournal.class, CassandraReadJournal.Identifier());
    }

    CompletionStage<List<Decision>> of(StoreId store, ShopperReply.Visit visit) {
        if (visit.entered().isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        var from = visit.entered().get();
        var to = visit.receipt().map(receipt -> receipt.left()).orElse(EventTime.END);
        var id = PersistenceId.of(AttributorEntity.TYPE_KEY.name(), store.value()).id();
        return end(id, 1)
                .thenCompose(end -> first(id, from, 1, end))
                .thenCompose(first -> read(id, first, to, visit.visit()));
    }

    /// A number beyond the journal's last.
    private CompletionStage<Long> end(String id, long guess) {
        return step(id, guess)
                .thenCompose(found ->
                        found.isEmpty()
                                ? CompletableFuture.completedFuture(guess)
                                : end(id, guess * 2));
    }

    /// The number of the first step that may concern `from`.
    private CompletionStage<Long> first(String id, EventTime from, long low, long high) {
        if (low >= high) {
            return CompletableFuture.completedFuture(low);
        }
        long middle = low + (high - low) / 2;
        return step(id, middle)
                .thenCompose(found ->
                        found.filter(step -> step.handledTo().isBefore(from)).isPresent()
                                ? first(id, from, middle + 1, high)
                                : first(id, from, low, middle));
    }

    /// The first step with this number or a higher one.
    private CompletionStage<Optional<Advanced>> step(String id, long number) {
        return events(id, number).collectType(Advanced.class).runWith(Sink.headOption(), system);
    }

    private Source<AttributorEvent, NotUsed> events(String id, long from) {
        return journal.currentEventsByPersistenceId(id, from, Long.MAX_VALUE)
                .map(EventEnvelope::event)
                .collectType(AttributorEvent.class);
    }

    /// A decision that two incarnations have written counts once.
    private CompletionStage<List<Decision>> read(
            String id, long first, EventTime to, VisitId visit) {
        return events(id, first)
                .collectType(Advanced.class)
                .takeWhile(step -> step.handledTo().isBefore(to), true)
                .runFold(
                        new LinkedHashMap<InteractionId, Decision>(),
                        (found, step) -> {
                            collect(step, visit, found);
                            return found;
                        },
                        system)
                .thenApply(found -> List.copyOf(new ArrayList<>(found.values())));
    }

    private void collect(
            Advanced step, VisitId visit, LinkedHashMap<InteractionId, Decision> found) {
        for (var happening : step.happenings()) {
            if (happening instanceof AttributorEvent.Decided(var decision, var changes)) {
                boolean concerns =
                        changes.stream().anyMatch(change -> change.visit().equals(visit))
                                || decision.evidence().candidates().stream()
                                        .anyMatch(each -> each.visit().equals(visit));
                if (concerns && found.size() < most) {
                    found.putIfAbsent(decision.evidence().interaction().id(), decision);
                }
            }
        }
    }
}
