package dev.aisle.config.blueprint;

import dev.aisle.config.blueprint.Draft.Placed;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a blueprint must be beyond well spelled: names are unique and meet, plates are numbered and
/// don't overlap, products can be weighed and sold.
public final class BlueprintFaults {

    /// Boxes of plates may share this much, metres: drawings are no better.
    public static final double TOLERANCE = 0.005;

    private final Draft draft;
    private final List<Fault> faults = new ArrayList<>();

    private BlueprintFaults(Draft draft) {
        this.draft = draft;
    }

    /// All that is wrong with a blueprint; empty where it is sound.
    public static List<Fault> of(Blueprint blueprint) {
        var faults = new ArrayList<Fault>();
        if (blueprint.decider() < 1) {
            faults.add(new Fault("/decider", "is " + blueprint.decider(), "count from 1"));
        }
        if (blueprint.currency().getDefaultFractionDigits() < 0) {
            faults.add(noMoney(blueprint.currency().getCurrencyCode()));
        }
        for (int i = 0; i < blueprint.products().size(); i++) {
            var currency = blueprint.products().get(i).price().currency();
            if (!currency.equals(blueprint.currency())) {
                faults.add(
                        new Fault(
                                "/products/" + i + "/price",
                                "is in " + currency.getCurrencyCode(),
                                "give all prices in " + blueprint.currency().getCurrencyCode()));
            }
        }
        faults.addAll(of(Draft.of(blueprint)));
        return List.copyOf(faults);
    }

    static List<Fault> of(Draft draft) {
        return new BlueprintFaults(draft).all();
    }

    static Fault noMoney(String currency) {
        return new Fault(
                "/currency", "'" + currency + "' is no money one can pay with", "name a currency");
    }

    private List<Fault> all() {
        devices();
        draft.rows().forEach(this::row);
        overlaps();
        draft.doors().forEach(door -> finite(door.where() + "/at", door.value().position()));
        draft.terminals().forEach(spot -> finite(spot.where() + "/at", spot.value().position()));
        products();
        draft.facings().forEach(new Facings()::check);
        return List.copyOf(faults);
    }

    private void fault(String where, String what, String remedy) {
        faults.add(new Fault(where, what, remedy));
    }

    private void devices() {
        if (draft.cameras().isEmpty() && !draft.unread().contains("cameras")) {
            fault("/cameras", "no camera", "name at least one: without, nobody is seen");
        }
        if (draft.rows().isEmpty() && !draft.unread().contains("rows")) {
            fault("/rows", "no row", "name at least one: without, nothing is sold");
        }
        var seen = new HashMap<DeviceId, String>();
        draft.cameras().forEach(camera -> device(camera.where(), camera.value().device(), seen));
        draft.rows().forEach(row -> device(row.where(), row.value().device(), seen));
        draft.doors().forEach(door -> device(door.where(), door.value().device(), seen));
        draft.terminals().forEach(spot -> device(spot.where(), spot.value().device(), seen));
    }

    private void device(String where, DeviceId id, Map<DeviceId, String> seen) {
        var first = seen.putIfAbsent(id, where);
        if (first != null) {
            fault(
                    where + "/id",
                    "device '" + id + "' stands at " + first + " already",
                    "give each device an id of its own");
        }
    }

    private void row(Placed<Blueprint.Row> placed) {
        var row = placed.value();
        if (row.gondola().isBlank()) {
            fault(placed.where() + "/gondola", "is blank", "name the piece of furniture");
        }
        if (row.level() < 1) {
            fault(placed.where() + "/level", "is " + row.level(), "count levels from 1");
        }
        if (draft.halfRead().contains(row.device().value())) {
            return;
        }
        if (row.plates().isEmpty()) {
            fault(placed.where() + "/plates", "no plate", "name at least one, or drop the row");
        }
        for (int i = 0; i < row.plates().size(); i++) {
            var plate = row.plates().get(i);
            var where = placed.where() + "/plates/" + i;
            if (plate.number() != i + 1) {
                fault(
                        where + "/number",
                        "plate " + plate.number() + " stands where plate " + (i + 1) + " belongs",
                        "number the plates of a row 1, 2, 3 … in order");
            }
            finite(where + "/low", plate.box().low());
            finite(where + "/high", plate.box().high());
        }
    }

    private void finite(String where, Position position) {
        if (!Float.isFinite(position.x())
                || !Float.isFinite(position.y())
                || !Float.isFinite(position.z())) {
            fault(where, "is not a place: " + position, "give three finite numbers, metres");
        }
    }

    private record Standing(String where, String name, Box box) {}

    /// A sweep along x, so that a large store takes no longer than it must.
    private void overlaps() {
        var standing = new ArrayList<Standing>();
        for (var row : draft.rows()) {
            for (int i = 0; i < row.value().plates().size(); i++) {
                var plate = row.value().plates().get(i);
                standing.add(
                        new Standing(
                                row.where() + "/plates/" + i,
                                "plate " + plate.number() + " of '" + row.value().device() + "'",
                                plate.box()));
            }
        }
        var order = new HashMap<String, Integer>();
        for (int i = 0; i < standing.size(); i++) {
            order.put(standing.get(i).where(), i);
        }
        Comparator<Standing> asWritten =
                Comparator.comparing(s -> order.getOrDefault(s.where(), 0));
        var found = new ArrayList<List<Standing>>();
        var open = new ArrayList<Standing>();
        standing.sort(Comparator.comparingDouble(s -> s.box().low().x()));
        for (var next : standing) {
            open.removeIf(s -> s.box().high().x() - next.box().low().x() <= TOLERANCE);
            for (var other : open) {
                if (other.box().overlaps(next.box(), TOLERANCE)) {
                    var pair = new ArrayList<>(List.of(other, next));
                    pair.sort(asWritten);
                    found.add(pair);
                }
            }
            open.add(next);
        }
        found.sort(
                Comparator.<List<Standing>, Standing>comparing(pair -> pair.get(1), asWritten)
                        .thenComparing(pair -> pair.get(0), asWritten));
        for (var pair : found) {
            fault(
                    pair.get(1).where(),
                    pair.get(1).name() + " overlaps " + pair.get(0).name(),
                    "correct the boxes: plates may share 5 mm, no more");
        }
    }

    private void products() {
        var seen = new HashMap<ProductCode, String>();
        for (var placed : draft.products()) {
            var where = placed.where();
            Product product = placed.value();
            var first = seen.putIfAbsent(product.code(), where);
            if (first != null) {
                fault(
                        where + "/code",
                        "product '" + product.code() + "' stands at " + first + " already",
                        "keep one of the two");
            }
            if (product.name().isBlank()) {
                fault(where + "/name", "is blank", "give what a receipt shall say");
            }
            if (!(product.grams() > 0 && Double.isFinite(product.grams()))) {
                fault(
                        where + "/grams",
                        "is " + product.grams(),
                        "give the weight of one piece in grams, above 0");
            }
            if (product.price().minor() < 0) {
                fault(
                        where + "/price",
                        "is below 0: " + product.price().amount().toPlainString(),
                        "give what one piece costs; a gift costs 0");
            }
        }
    }

    private final class Facings {

        private final Map<DeviceId, Blueprint.Row> rows = new HashMap<>();
        private final Set<String> products = new HashSet<>(draft.halfRead());

        Facings() {
            draft.rows().forEach(row -> rows.putIfAbsent(row.value().device(), row.value()));
            draft.products().forEach(product -> products.add(product.value().code().value()));
        }

        void check(Placed<Blueprint.Facing> placed) {
            var facing = placed.value();
            var where = placed.where();
            if (!products.contains(facing.product().value())) {
                fault(
                        where + "/product",
                        "the catalogue has no product '" + facing.product() + "'",
                        "add it to the products, or drop the facing");
            }
            neighbours(where + "/plates", facing);
            if (draft.halfRead().contains(facing.row().value())) {
                return;
            }
            var row = rows.get(facing.row());
            if (row == null) {
                fault(where + "/row", "no row '" + facing.row() + "'", "name a row of this store");
                return;
            }
            for (int i = 0; i < facing.plates().size(); i++) {
                int number = facing.plates().get(i);
                if (row.plates().stream().noneMatch(plate -> plate.number() == number)) {
                    fault(
                            where + "/plates/" + i,
                            "row '" + facing.row() + "' has no plate " + number,
                            "name one of its " + row.plates().size() + " plates");
                }
            }
        }

        private void neighbours(String where, Blueprint.Facing facing) {
            if (facing.plates().isEmpty()) {
                fault(where, "no plate", "name the plates that hold the product");
                return;
            }
            var sorted = facing.plates().stream().sorted().toList();
            for (int i = 1; i < sorted.size(); i++) {
                if (sorted.get(i) != sorted.get(i - 1) + 1) {
                    fault(
                            where,
                            "plates " + facing.plates() + " are not neighbours",
                            "name each run of neighbouring plates as a facing of its own");
                    return;
                }
            }
        }
    }
}
