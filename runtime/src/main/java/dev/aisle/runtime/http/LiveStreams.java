package dev.aisle.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aisle.protocols.attribution.AttributorReply.Basket;
import dev.aisle.protocols.attribution.AttributorReply.Live;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.VisitId;
import dev.aisle.protocols.shopper.ShopperReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/// What happens in a store, as server-sent events: `live` whenever something is other than before,
/// `receipt` once a visit is settled, `unavailable` while nobody answers for the store.
///
/// The store is looked at every `aisle.http.live-interval`: who listens slowly misses steps, never
/// the last state.
final class LiveStreams {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final ByteString STILL_HERE = ByteString.fromString(":\n\n");

    private final HttpSettings settings;
    private final Sources sources;
    private final ObjectMapper json;
    private final AtomicInteger open = new AtomicInteger();

    LiveStreams(HttpSettings settings, Sources sources, ObjectMapper json) {
        this.settings = settings;
        this.sources = sources;
        this.json = json;
    }

    /// @throws TooManyStreams where the node sends as many as it may
    Source<ByteString, ?> of(StoreId store) {
        if (open.incrementAndGet() > settings.mostStreams()) {
            open.decrementAndGet();
            throw new TooManyStreams(settings.mostStreams());
        }
        var viewer = new Viewer(store);
        return Source.tick(Duration.ZERO, settings.liveInterval(), NotUsed.getInstance())
                .mapAsync(1, _ -> viewer.look())
                .mapConcat(events -> events)
                .keepAlive(KEEP_ALIVE, () -> STILL_HERE)
                .watchTermination((_, done) -> done.whenComplete(this::closed));
    }

    private void closed(Done done, Throwable failure) {
        open.decrementAndGet();
    }

    private ByteString event(String name, Object data) {
        try {
            return ByteString.fromString(
                    "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n");
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("not to be written as JSON: " + data, wrong);
        }
    }

    /// One listener. Used by one look after the other.
    private final class Viewer {

        private final StoreId store;
        private Optional<Live> before = Optional.empty();
        private boolean unavailable;

        /// Visits that were there and are gone; their receipts are looked for until they are found.
        private final Set<VisitId> settled = new HashSet<>();

        Viewer(StoreId store) {
            this.store = store;
        }

        CompletionStage<List<ByteString>> look() {
            return sources.live(store)
                    .thenCompose(live -> {
                        unavailable = false;
                        var events = new ArrayList<ByteString>();
                        if (!before.equals(Optional.of(live))) {
                            events.add(event("live", live));
                        }
                        var there =
                                new HashSet<>(live.visits().stream().map(Basket::visit).toList());
                        before.ifPresent(last ->
                                last.visits().stream()
                                        .map(Basket::visit)
                                        .filter(visit -> !there.contains(visit))
                                        .forEach(settled::add));
                        before = Optional.of(live);
                        return receipts(events);
                    })
                    .exceptionally(_ -> nobody());
        }

        private List<ByteString> nobody() {
            if (unavailable) {
                return List.of();
            }
            unavailable = true;
            return List.of(
                    event(
                            "unavailable",
                            new Problem("nobody answers for " + store, "it is asked again")));
        }

        private CompletionStage<List<ByteString>> receipts(List<ByteString> events) {
            CompletionStage<List<ByteString>> all = CompletableFuture.completedFuture(events);
            for (var visit : List.copyOf(settled)) {
                all = all.thenCombine(sources.visit(store, visit), this::withReceipt);
            }
            return all;
        }

        private List<ByteString> withReceipt(List<ByteString> events, ShopperReply.Visit visit) {
            visit.receipt()
                    .ifPresent(receipt -> {
                        settled.remove(visit.visit());
                        events.add(
                                event(
                                        "receipt",
                                        new Sources.Kept(receipt, visit.stage(), visit.charged())));
                    });
            return events;
        }
    }
}
