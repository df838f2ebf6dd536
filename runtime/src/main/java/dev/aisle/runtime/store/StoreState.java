package dev.aisle.runtime.store;

import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.GatewayId;
import dev.aisle.protocols.kernel.Wire;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.PlacementPolicy;
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
/// @param blueprints in order of version and of the time from which they hold: the newest that is
///   adopted, and those after it
/// @param adopted the newest version that the Attributor's journal holds; 0 where it has none
/// @param plates how many each row has that ever was: a row's shelf keeps its state for ever
/// @param boots the highest boot of each gateway
/// @param placed where it may live
public record StoreState(
        long epoch,
        List<Published> blueprints,
        int adopted,
        SortedMap<DeviceId, Integer> plates,
        SortedMap<GatewayId, Long> boots,
        StoreEvent.Placed placed)
        implements Wire {

    private static final StoreEvent.Placed ANYWHERE =
            new StoreEvent.Placed(0, PlacementPolicy.ANYWHERE, "");

    public static final StoreState EMPTY =
            new StoreState(0, List.of(), 0, new TreeMap<>(), new TreeMap<>(), ANYWHERE);

    public StoreState {
        blueprints = List.copyOf(blueprints);
        plates = Collections.unmodifiableSortedMap(new TreeMap<>(plates));
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
        var obstacles = obstacles(newest.get().blueprint(), publish.blueprint());
        if (!obstacles.isEmpty()) {
            return Decision.answer(new StoreReply.Incompatible(obstacles));
        }
        if (!publish.from().isAfter(newest.get().from())) {
            return Decision.answer(new StoreReply.TooEarly(newest.get().version()));
        }
        return publish(newest.get().version() + 1, publish.from(), publish);
    }

    /// What open baskets and shelves that hold their state could not follow.
    private List<String> obstacles(Blueprint old, Blueprint next) {
        var obstacles = new ArrayList<String>();
        if (!old.currency().equals(next.currency())) {
            obstacles.add("the currency changes from " + old.currency() + " to " + next.currency());
        }
        if (old.taxMode() != next.taxMode()) {
            obstacles.add("the tax changes from " + old.taxMode() + " to " + next.taxMode());
        }
        for (var row : next.rows()) {
            int known = plates.getOrDefault(row.device(), row.plates().size());
            if (known != row.plates().size()) {
                obstacles.add(
                        "row "
                                + row.device()
                                + " has "
                                + row.plates().size()
                                + " plates and had "
                                + known
                                + ": give it another id");
            }
        }
        return obstacles;
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

    /// Reads as a table: the first line that matches is the rule.
    ///
    /// @param slots of each store
    public Decision<StoreEvent, StoreReply> decide(StoreCommand.Place place, int slots) {
        if (blueprints.isEmpty()) {
            return Decision.answer(new StoreReply.NoBlueprint());
        }
        if (place.policy().shards() > slots) {
            return Decision.answer(new StoreReply.TooManyShards(place.policy().shards(), slots));
        }
        if (place.policy().equals(placed.policy())) {
            return Decision.answer(placement());
        }
        if (place.revision() != placed.revision()) {
            return Decision.answer(new StoreReply.PlacedMeanwhile(placed.revision(), placed.by()));
        }
        var next = new StoreEvent.Placed(placed.revision() + 1, place.policy(), place.by());
        return Decision.append(
                next, new StoreReply.Placed(next.revision(), next.policy(), next.by()));
    }

    /// The policy in force, as an answer.
    public StoreReply placement() {
        return new StoreReply.Placed(placed.revision(), placed.policy(), placed.by());
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
                    new StoreState(
                            Math.max(epoch, started), blueprints, adopted, plates, boots, placed);
            case Published next ->
                    blueprints.stream().anyMatch(each -> each.version() >= next.version())
                            ? this
                            : new StoreState(
                                    epoch, with(next), adopted, plates(next), boots, placed);
            case StoreEvent.Adopted(var version) ->
                    new StoreState(
                            epoch,
                            since(version),
                            Math.max(adopted, version),
                            plates,
                            boots,
                            placed);
            case StoreEvent.Placed next ->
                    next.revision() > placed.revision()
                            ? new StoreState(epoch, blueprints, adopted, plates, boots, next)
                            : this;
            case StoreEvent.GatewayBooted(var gateway, var boot) -> {
                var next = new TreeMap<>(boots);
                next.merge(gateway, boot, Math::max);
                yield new StoreState(epoch, blueprints, adopted, plates, next, placed);
            }
        };
    }

    /// What the Attributor has in its journal is needed no more, but for the newest.
    private List<Published> since(int version) {
        return blueprints.stream()
                .filter(each -> each.version() >= version || each.equals(blueprints.getLast()))
                .toList();
    }

    private SortedMap<DeviceId, Integer> plates(Published next) {
        var all = new TreeMap<>(plates);
        next.blueprint().rows().forEach(row -> all.putIfAbsent(row.device(), row.plates().size()));
        return all;
    }

    private List<Published> with(Published next) {
        var all = new ArrayList<>(blueprints);
        all.add(next);
        return all;
    }
}
