package dev.aisle.config.blueprint;

import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// A blueprint on its way to being one: the parts that could be read, each with its place, and the
/// names of those that could not, so that one fault is not reported again by what refers to it.
///
/// @param halfRead codes of products and ids of rows that stand in the file but not whole
/// @param unread names of the lists (`cameras`, `rows`) of which something could not be read
record Draft(
        List<Placed<Blueprint.Camera>> cameras,
        List<Placed<Blueprint.Row>> rows,
        List<Placed<Blueprint.Door>> doors,
        List<Placed<Blueprint.Terminal>> terminals,
        List<Placed<Blueprint.Facing>> facings,
        List<Placed<Product>> products,
        Set<String> halfRead,
        Set<String> unread) {

    /// @param where a JSON pointer
    record Placed<T>(String where, T value) {}

    static Draft of(Blueprint blueprint) {
        return new Draft(
                placed("/cameras", blueprint.cameras()),
                placed("/rows", blueprint.rows()),
                placed("/doors", blueprint.doors()),
                placed("/terminals", blueprint.terminals()),
                placed("/facings", blueprint.facings()),
                placed("/products", blueprint.products()),
                Set.of(),
                Set.of());
    }

    private static <T> List<Placed<T>> placed(String where, List<T> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> new Placed<>(where + "/" + i, values.get(i)))
                .toList();
    }
}
