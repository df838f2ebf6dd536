package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/// What really happened in a made-up session.
///
/// @param deeds every pick and return, in time
/// @param receipts of each shopper, also of those who bought nothing, in the order of target
public record Truth(List<Deed> deeds, List<Bought> receipts) {

    public Truth {
        deeds = List.copyOf(deeds);
        receipts = List.copyOf(receipts);
    }

    /// One piece taken or put back.
    ///
    /// @param at when it left the plate, or touched it
    /// @param plate the one that bears it; a neighbour may bear a part
    public record Deed(
            EventTime at,
            TrackId target,
            boolean taken,
            ProductCode product,
            DeviceId row,
            int plate) {}

    static Truth of(List<TrackId> targets, List<Deed> deeds) {
        var receipts = new TreeMap<TrackId, TreeMap<ProductCode, Integer>>();
        targets.forEach(target -> receipts.put(target, new TreeMap<>()));
        for (var deed : deeds) {
            var products = receipts.computeIfAbsent(deed.target(), _ -> new TreeMap<>());
            int had = products.getOrDefault(deed.product(), 0);
            int has = had + (deed.taken() ? 1 : -1);
            if (has == 0) {
                products.remove(deed.product());
            } else {
                products.put(deed.product(), has);
            }
        }
        return new Truth(
                deeds,
                receipts.entrySet().stream()
                        .map(receipt -> new Bought(receipt.getKey(), receipt.getValue()))
                        .toList());
    }

    /// As a receipts file with the deeds beside the receipts.
    void write(Path file) throws IOException {
        var json = ReceiptsFile.json(receipts);
        var list = json.putArray("deeds");
        deeds.forEach(deed -> describe(deed, list.addObject()));
        Files.writeString(file, json + "\n");
    }

    private static void describe(Deed deed, ObjectNode json) {
        json.put("at", deed.at().toString())
                .put("target_id", deed.target().value())
                .put("taken", deed.taken())
                .put("barcode", deed.product().value())
                .put("row", deed.row().value())
                .put("plate", deed.plate());
    }
}
