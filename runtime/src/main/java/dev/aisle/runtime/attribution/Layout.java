package dev.aisle.runtime.attribution;

import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A blueprint by what is asked of it: where a row stands, and what lies on its plates.
public final class Layout {

    private final SortedMap<DeviceId, Shelf> shelves = new TreeMap<>();
    private final SortedMap<ProductCode, Product> products = new TreeMap<>();
    private final SortedMap<DeviceId, Blueprint.Camera> cameras = new TreeMap<>();

    /// One row.
    ///
    /// @param bounds around all its plates
    /// @param boxes what stands on each plate, plate 1 first
    /// @param products what the blueprint puts on each plate, plate 1 first, in order of code
    public record Shelf(
            DeviceId device, Box bounds, List<Box> boxes, List<List<Product>> products) {
        public Shelf {
            boxes = List.copyOf(boxes);
            products = products.stream().map(List::copyOf).toList();
        }

        public int plates() {
            return boxes.size();
        }

        /// What stands on a plate.
        ///
        /// @param plate from 1
        public Box box(int plate) {
            return boxes.get(plate - 1);
        }

        /// What the blueprint puts on a plate, in order of code.
        ///
        /// @param plate from 1
        public List<Product> on(int plate) {
            return products.get(plate - 1);
        }

        /// Metres from what stands on the nearest of these plates; infinite without plates.
        public double distanceTo(List<Integer> plates, Position point) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int plate : plates) {
                nearest = Math.min(nearest, box(plate).distanceTo(point));
            }
            return nearest;
        }
    }

    private Layout(Blueprint blueprint) {
        blueprint.products().forEach(product -> products.put(product.code(), product));
        blueprint.cameras().forEach(camera -> cameras.put(camera.device(), camera));
        blueprint.rows().stream()
                .filter(row -> !row.plates().isEmpty())
                .forEach(row -> shelves.put(row.device(), shelf(row, blueprint.facings())));
    }

    public static Layout of(Blueprint blueprint) {
        return new Layout(blueprint);
    }

    private Shelf shelf(Blueprint.Row row, List<Blueprint.Facing> facings) {
        var boxes = row.plates().stream().map(Blueprint.Plate::box).toList();
        var on = new ArrayList<List<Product>>();
        for (var plate : row.plates()) {
            on.add(
                    facings.stream()
                            .filter(facing -> facing.row().equals(row.device()))
                            .filter(facing -> facing.plates().contains(plate.number()))
                            .map(facing -> product(facing.product()))
                            .flatMap(Optional::stream)
                            .distinct()
                            .sorted(Comparator.comparing(Product::code))
                            .toList());
        }
        return new Shelf(row.device(), around(boxes), boxes, on);
    }

    private static Box around(List<Box> boxes) {
        var bounds = boxes.getFirst();
        for (var box : boxes) {
            bounds =
                    new Box(
                            new Position(
                                    Math.min(bounds.low().x(), box.low().x()),
                                    Math.min(bounds.low().y(), box.low().y()),
                                    Math.min(bounds.low().z(), box.low().z())),
                            new Position(
                                    Math.max(bounds.high().x(), box.high().x()),
                                    Math.max(bounds.high().y(), box.high().y()),
                                    Math.max(bounds.high().z(), box.high().z())));
        }
        return bounds;
    }

    public Optional<Shelf> shelf(DeviceId row) {
        return Optional.ofNullable(shelves.get(row));
    }

    /// In order of device.
    public SortedMap<DeviceId, Shelf> shelves() {
        return Collections.unmodifiableSortedMap(shelves);
    }

    public Optional<Product> product(ProductCode code) {
        return Optional.ofNullable(products.get(code));
    }

    public boolean isCamera(DeviceId device) {
        return cameras.containsKey(device);
    }

    /// Metres from the row's bounds, 0 inside; infinite for a row that the blueprint does not have.
    public double distanceToRow(DeviceId row, Position point) {
        return shelf(row)
                .map(shelf -> shelf.bounds().distanceTo(point))
                .orElse(Double.POSITIVE_INFINITY);
    }
}
