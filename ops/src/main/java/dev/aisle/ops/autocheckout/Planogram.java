package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aisle.ops.autocheckout.RecordingFault.Kind;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.ProductCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What `planogram.json` says: shelves, how many plates each has, and what lies on them.
///
/// @param plates the number of plates of each shelf
/// @param facings each on one shelf
record Planogram(SortedMap<Shelf, Integer> plates, List<Facing> facings) {

    static final String FILE = "planogram.json";

    /// More than any weighing row has.
    private static final int MAX_PLATES = 1_000;

    /// One shelf of a gondola: a row of plates.
    record Shelf(int gondola, int index) implements Comparable<Shelf> {

        DeviceId device() {
            return new DeviceId("shelf-" + gondola + "-" + index);
        }

        @Override
        public int compareTo(Shelf other) {
            return gondola != other.gondola
                    ? Integer.compare(gondola, other.gondola)
                    : Integer.compare(index, other.index);
        }
    }

    /// @param barcode as spelled; empty where the planogram has none
    /// @param plates their numbers, from 1
    record Facing(Shelf shelf, SortedSet<Integer> plates, String barcode, Place place) {

        Optional<ProductCode> code() {
            return Catalogue.code(barcode);
        }
    }

    /// A box that was turned about the vertical through its low corner.
    ///
    /// The corner is where `translation` points, which the real recording shows: the translations
    /// of neighbouring facings differ by the first one's `dim_x`, along the axis that `rotation.z`
    /// turns x to. So do the translations of gondolas, and the shopper's wrist.
    ///
    /// @param x of the corner, metres; so are y, z and the dimensions
    /// @param yaw radians, from x towards y
    record Place(
            double x, double y, double z, double yaw, double width, double depth, double height) {}

    static Planogram read(Path folder, Warnings warnings) {
        var plates = new TreeMap<Shelf, Integer>();
        var facings = new ArrayList<Facing>();
        try (var lines = new Lines(folder, FILE)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                for (var facing : facings(line.orElseThrow(), warnings)) {
                    plates.merge(facing.shelf(), facing.plates().last(), Math::max);
                    facings.add(facing);
                }
            }
        }
        return new Planogram(Collections.unmodifiableSortedMap(plates), List.copyOf(facings));
    }

    private static List<Facing> facings(Line line, Warnings warnings) {
        var shelves = new TreeMap<Shelf, SortedSet<Integer>>();
        for (var plate : line.list(line.json(), "plate_ids")) {
            var shelfId = line.object(plate, "shelf_id");
            var shelf =
                    new Shelf(
                            line.id(line.object(shelfId, "gondola_id"), "id"),
                            line.id(shelfId, "shelf_index"));
            int index = line.id(plate, "plate_index");
            if (shelf.index() < 1 || index < 1 || index > MAX_PLATES) {
                throw line.fault(
                        Kind.UNKNOWN_PLATE,
                        "plate " + index + " of shelf " + shelf.index() + " can't be",
                        "count shelves from 1 and plates from 1 to " + MAX_PLATES);
            }
            shelves.computeIfAbsent(shelf, _ -> new TreeSet<>()).add(index);
        }
        if (shelves.isEmpty()) {
            warnings.add(FILE, "facing without plates: left out");
        }
        if (shelves.size() > 1) {
            warnings.add(FILE, "facing on several shelves: one facing made of each");
        }
        var barcode = line.text(line.object(line.json(), "planogram_product_id"), "id");
        var place = place(line, line.object(line.json(), "global_coordinates"), warnings);
        return shelves.entrySet().stream()
                .map(shelf -> new Facing(shelf.getKey(), shelf.getValue(), barcode, place))
                .toList();
    }

    private static Place place(Line line, JsonNode coordinates, Warnings warnings) {
        var transform = line.object(coordinates, "transform");
        var translation = line.object(transform, "translation");
        var rotation = line.object(transform, "rotation");
        if (line.number(rotation, "x") != 0 || line.number(rotation, "y") != 0) {
            warnings.add(FILE, "facing that is tilted: taken as level");
        }
        return new Place(
                line.number(translation, "x"),
                line.number(translation, "y"),
                line.number(translation, "z"),
                line.number(rotation, "z"),
                positive(line, coordinates, "dim_x"),
                positive(line, coordinates, "dim_y"),
                positive(line, coordinates, "dim_z"));
    }

    private static double positive(Line line, JsonNode coordinates, String name) {
        double length = line.number(coordinates, name);
        if (length <= 0 || length > 100) {
            throw line.misshapen("'" + name + "' is no length from 0 to 100 m: " + length);
        }
        return length;
    }
}
