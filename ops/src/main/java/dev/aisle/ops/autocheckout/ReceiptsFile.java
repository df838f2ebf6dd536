package dev.aisle.ops.autocheckout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The receipts of a recording as the competition's judge reads them: who bought what.
public final class ReceiptsFile {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReceiptsFile() {}

    /// Writes `<folder>/<name>`, in the order of target and product. Who bought nothing is left
    /// out.
    ///
    /// @return the file
    public static Path write(Path folder, String name, List<Bought> receipts) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(name), json(receipts) + "\n");
    }

    static ObjectNode json(List<Bought> receipts) {
        var json = NODES.objectNode();
        var list = json.putArray("receipts");
        receipts.stream()
                .filter(bought -> !bought.products().isEmpty())
                .sorted(Comparator.comparing(Bought::target))
                .forEach(bought -> {
                    var receipt = list.addObject();
                    receipt.put("target_id", bought.target().value());
                    var products = receipt.putArray("products");
                    bought.products()
                            .forEach((code, quantity) ->
                                    products.addObject()
                                            .put("barcode", code.value())
                                            .put("quantity", quantity));
                });
        return json;
    }
}
