package dev.aisle.runtime.store;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.store.StoreCommand;
import dev.aisle.protocols.store.StoreEvent;
import dev.aisle.protocols.store.StoreEvent.Published;
import dev.aisle.protocols.store.StoreReply;
import dev.aisle.runtime.kernel.Decision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The rules of a store: which blueprint holds from when, and which boot of a gateway is heard.
///
/// @param blueprints in order of version, from 1, and of the time from which they hold
/// @param adopted the newest version that the Attributor's journal holds; 0 where it has none
/// @param boots the highest boot of each gateway
public record StoreState(
        long epoch, List<Published> blueprints, int adopted, SortedMap<GatewayId, Long> boots)
        implements Wire {

    public static final StoreState EMPTY = new StoreState(0, List.of(), 0, new TreeMap<>());

    public StoreState {
        blueprints = List.copyOf(blueprints);
        boots = Collections.unmodifiableSortedMap(new TreeMap<>(boots));
    }

    /// Reads as a table: the first line that matches is the rule.
    public Decision<StoreEvent, StoreReply> decide(StoreCommand.Publish publish) {
        var newest = newest();
        if (newest.filter(each -> each.blueprint().equals(publish.blueprint())).isPresent()) {
            return Decision.answer(new StoreReply.Published(newest.get().version()));
        }
        if (newest.isEmpty()) {
            return publish(1, EventTime.BEGINNING, publish);
        }
        if (!publish.from().isAfter(newest.get().from())) {
            return Decision.answer(new StoreReply.TooEarly(newest.get().version()));
        }
        return publish(newest.get().version() + 1, publish.from(), publish);
    }

    private static Decision<StoreEvent, StoreReply> publish(
            int version, EventTime from, StoreCommand.Publish publish) {
        return Decision.append(
                new Published(version, from, publish.blueprint()),
                new StoreReply.Published(version));
    }

    /// Reads as a table: the first line that matches is the rule.
    public Decision<StoreEvent, StoreReply> decide(StoreCommand.Open open) {
        long known = boots.getOrDefault(open.gateway(), 0L);
        if (blueprints.isEmpty()) {
            return Decision.answer(new StoreReply.NoBlueprint());
        }
        if (open.boot() < known) {
            return Decision.answer(new StoreReply.Superseded(open.gateway(), open.boot(), known));
        }
        if (open.boot() == known) {
            return Decision.answer(current());
        }
        return Decision.append(
                new StoreEvent.GatewayBooted(open.gateway(), open.boot()), current());
    }

    /// The newest blueprint, as an answer.
    public StoreReply current() {
        return newest().<StoreReply>map(
                        each -> new StoreReply.Current(each.version(), each.blueprint()))
                .orElseGet(StoreReply.NoBlueprint::new);
    }

    private Optional<Published> newest() {
        return blueprints.isEmpty() ? Optional.empty() : Optional.of(blueprints.getLast());
    }

    /// What the Attributor has yet to adopt, the oldest first.
    public List<Published> unadopted() {
        return blueprints.stream().filter(each -> each.version() > adopted).toList();
    }

    /// Total: replays every event ever written.
    public StoreState evolve(StoreEvent event) {
        return switch (event) {
            case StoreEvent.Started(var started) ->
                    new StoreState(Math.max(epoch, started), blueprints, adopted, boots);
            case Published next ->
                    blueprints.stream().anyMatch(each -> each.version() >= next.version())
                            ? this
                            : new StoreState(epoch, with(next), adopted, boots);
            case StoreEvent.Adopted(var version) ->
                    new StoreState(epoch, blueprints, Math.max(adopted, version), boots);
            case StoreEvent.GatewayBooted(var gateway, var boot) -> {
                var next = new TreeMap<>(boots);
                next.merge(gateway, boot, Math::max);
                yield new StoreState(epoch, blueprints, adopted, next);
            }
        };
    }

    private List<Published> with(Published next) {
        var all = new ArrayList<>(blueprints);
        all.add(next);
        return all;
    }
}
