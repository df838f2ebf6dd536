package dev.aisle.ops.autocheckout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptsFileTest {

    @TempDir Path folder;

    private static Bought bought(String target, Map<String, Integer> products) {
        var codes = new TreeMap<ProductCode, Integer>();
        products.forEach((code, quantity) -> codes.put(new ProductCode(code), quantity));
        return new Bought(new TrackId(target), codes);
    }

    @Test
    void namesShoppersAndProductsInOrderAndLeavesOutWhoBoughtNothing() throws IOException {
        var file =
                ReceiptsFile.write(
                        folder.resolve("new"),
                        "receipts.json",
                        List.of(
                                bought("9", Map.of("B", 2, "A", 1)),
                                bought("5", Map.of()),
                                bought("3325379692103139202", Map.of("071142008582", 1))));
        assertThat(file)
                .hasContent(
                        """
                        {"receipts":[{"target_id":"3325379692103139202","products":[{"barcode":"071142008582","quantity":1}]},{"target_id":"9","products":[{"barcode":"A","quantity":1},{"barcode":"B","quantity":2}]}]}
                        """);
    }
}
