package dev.aisle.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A receipt, as the HTTP interface tells it.
///
/// @param sum of the lines, in minor units, tax included where it comes on top
/// @param total in minor units
/// @param stage how far its money has come
public record Told(
        String visit,
        TrackId track,
        SortedMap<ProductCode, Integer> products,
        long sum,
        long total,
        String stage) {

    static final String PAID = "PAID";

    public Told {
        products = Collections.unmodifiableSortedMap(new TreeMap<>(products));
    }

    /// @param kept an element of a page of receipts
    public static Told of(JsonNode kept) {
        var receipt = kept.path("receipt");
        var products = new TreeMap<ProductCode, Integer>();
        long sum = 0;
        for (var line : receipt.path("lines")) {
            products.merge(
                    new ProductCode(line.path("product").asText()),
                    line.path("quantity").asInt(),
                    Integer::sum);
            sum += line.at("/net/minor").asLong() + line.at("/tax/minor").asLong();
        }
        return new Told(
                receipt.path("visit").asText(),
                new TrackId(receipt.path("track").asText()),
                products,
                sum,
                receipt.at("/total/minor").asLong(),
                kept.path("stage").asText());
    }
}
