package dev.aisle.ops.autocheckout;

import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.store.Product;
import dev.aisle.protocols.store.TaxRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `products.json`: of each code the first row that has weight and price.
///
/// @param products in the order of the file
/// @param incomplete codes that no row gives both weight and price
record Catalogue(Map<ProductCode, Product> products, Set<ProductCode> incomplete) {

    static final String FILE = "products.json";
    static final Currency USD = Currency.getInstance("USD");

    private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1_000_000_000);

    static Catalogue read(Path folder, Warnings warnings) {
        var complete = new LinkedHashMap<ProductCode, Product>();
        var rows = new LinkedHashMap<ProductCode, Integer>();
        try (var lines = new Lines(folder, FILE)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                row(line.orElseThrow(), complete, rows, warnings);
            }
        }
        for (var code : rows.entrySet()) {
            for (int i = 1; i < code.getValue(); i++) {
                warnings.add(FILE, "another row of a product: the first complete one holds");
            }
            if (!complete.containsKey(code.getKey())) {
                warnings.add(FILE, "product without weight or price: left out, with its facings");
            } else if (!code.getKey().isGtin()) {
                warnings.add(FILE, "barcode that is no GTIN: kept as it is spelled");
            }
        }
        var incomplete = new HashSet<>(rows.keySet());
        incomplete.removeAll(complete.keySet());
        return new Catalogue(Collections.unmodifiableMap(complete), Set.copyOf(incomplete));
    }

    private static void row(
            Line line,
            Map<ProductCode, Product> complete,
            Map<ProductCode, Integer> rows,
            Warnings warnings) {
        var barcode = line.text(line.object(line.json(), "product_id"), "id");
        if (barcode.isEmpty()) {
            warnings.add(FILE, "product without barcode: left out");
            return;
        }
        var code = code(barcode);
        if (code.isEmpty()) {
            warnings.add(FILE, "barcode that no product can have ('" + barcode + "'): left out");
            return;
        }
        rows.merge(code.orElseThrow(), 1, Integer::sum);
        product(line, code.orElseThrow())
                .ifPresent(product -> complete.putIfAbsent(product.code(), product));
    }

    static Optional<ProductCode> code(String barcode) {
        try {
            return Optional.of(new ProductCode(barcode));
        } catch (IllegalArgumentException misspelled) {
            return Optional.empty();
        }
    }

    /// Absent where weight or price is: protobuf's JSON leaves zeros out.
    private static Optional<Product> product(Line line, ProductCode code) {
        var metadata = line.object(line.json(), "metadata");
        double grams = line.number(metadata, "weight");
        var price = metadata.path("price");
        if (grams <= 0 || line.number(metadata, "price") <= 0) {
            return Optional.empty();
        }
        var amount = price.decimalValue();
        if (amount.compareTo(MAX_PRICE) > 0) {
            throw line.misshapen("'price' is above " + MAX_PRICE + ": " + price);
        }
        var minor =
                amount.setScale(USD.getDefaultFractionDigits(), RoundingMode.HALF_UP)
                        .unscaledValue();
        var name = line.text(metadata, "name");
        return Optional.of(
                new Product(
                        code,
                        name.isBlank() ? code.value() : name,
                        grams,
                        new Money(USD, minor.longValueExact()),
                        TaxRate.NONE));
    }
}
