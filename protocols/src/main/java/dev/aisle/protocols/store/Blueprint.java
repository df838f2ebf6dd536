package dev.aisle.protocols.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// A store as planned: where things stand, what lies on them, what it costs. Lengths in metres on
/// axes of the store's own choice, z up.
///
/// A blueprint that was loaded is sound: ids are unique, rows number their plates from 1 without a
/// hole, no two plates overlap, facings name plates and products that exist, products have weight
/// and price.
///
/// @param decider version of the decider that holds with this blueprint
/// @param unpaid what happens when somebody goes out with goods and nobody pays
public record Blueprint(
        StoreId store,
        Currency currency,
        TaxMode taxMode,
        List<Camera> cameras,
        List<Row> rows,
        List<Door> doors,
        List<Terminal> terminals,
        List<Facing> facings,
        List<Product> products,
        int decider,
        Unpaid unpaid) {

    public Blueprint {
        cameras = List.copyOf(cameras);
        rows = List.copyOf(rows);
        doors = List.copyOf(doors);
        terminals = List.copyOf(terminals);
        facings = List.copyOf(facings);
        products = List.copyOf(products);
    }

    /// One that writes off what nobody pays.
    public Blueprint(
            StoreId store,
            Currency currency,
            TaxMode taxMode,
            List<Camera> cameras,
            List<Row> rows,
            List<Door> doors,
            List<Terminal> terminals,
            List<Facing> facings,
            List<Product> products,
            int decider) {
        this(
                store,
                currency,
                taxMode,
                cameras,
                rows,
                doors,
                terminals,
                facings,
                products,
                decider,
                Unpaid.WRITE_OFF);
    }

    /// @param position where it hangs; absent where nobody measured it, for nothing is decided by
    ///   it
    public record Camera(
            DeviceId device,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Position> position) {
        public Camera(DeviceId device) {
            this(device, Optional.empty());
        }
    }

    /// One row of a gondola: a shelf of weighing plates, one device.
    ///
    /// @param gondola the piece of furniture
    /// @param level from 1
    /// @param plates in order of number
    public record Row(DeviceId device, String gondola, int level, List<Plate> plates) {
        public Row {
            plates = List.copyOf(plates);
        }
    }

    /// One weighing plate.
    ///
    /// @param number from 1; the place of its reading in a sample
    /// @param box what stands on it, from the plate up to what hangs above
    public record Plate(int number, Box box) {}

    public record Door(DeviceId device, Position position) {}

    public record Terminal(DeviceId device, Position position) {}

    /// A product's place: neighbouring plates of one row.
    public record Facing(ProductCode product, DeviceId row, List<Integer> plates) {
        public Facing {
            plates = List.copyOf(plates);
        }
    }
}
