package dev.aisle.config.blueprint;

import dev.aisle.protocols.kernel.Box;
import dev.aisle.protocols.kernel.DeviceId;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.Position;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.store.Blueprint;
import dev.aisle.protocols.store.Product;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Sound blueprints of every kind.
final class Blueprints {

    private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY", "KWD");

    private Blueprints() {}

    static Blueprint random(long seed) {
        var random = new Random(seed);
        var currency = Currency.getInstance(CURRENCIES.get(random.nextInt(CURRENCIES.size())));
        var products =
                IntStream.range(0, random.nextInt(6))
                        .mapToObj(i -> product(random, i, currency))
                        .toList();
        var rows =
                IntStream.rangeClosed(1, 1 + random.nextInt(4))
                        .mapToObj(level -> row(random, level))
                        .toList();
        var facings = new ArrayList<Blueprint.Facing>();
        for (var product : products) {
            var row = rows.get(random.nextInt(rows.size()));
            int first = 1 + random.nextInt(row.plates().size());
            int last = first + random.nextInt(row.plates().size() - first + 1);
            facings.add(
                    new Blueprint.Facing(
                            product.code(),
                            row.device(),
                            IntStream.rangeClosed(first, last).boxed().toList()));
        }
        return new Blueprint(
                new StoreId("acme.store-" + random.nextInt(1000)),
                currency,
                random.nextBoolean() ? TaxMode.ADDED : TaxMode.INCLUDED,
                IntStream.rangeClosed(1, 1 + random.nextInt(5))
                        .mapToObj(i ->
                                new Blueprint.Camera(
                                        new DeviceId("cam-" + i),
                                        i % 2 == 0 ? Optional.empty() : Optional.of(spot(random))))
                        .toList(),
                rows,
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> new Blueprint.Door(new DeviceId("door-" + i), spot(random)))
                        .toList(),
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(i ->
                                new Blueprint.Terminal(new DeviceId("till-" + i), spot(random)))
                        .toList(),
                facings,
                products,
                1 + random.nextInt(3));
    }

    private static Product product(Random random, int number, Currency currency) {
        return new Product(
                new ProductCode("p" + number + "/\"ü\\" + random.nextInt(10)),
                "Möhren \"" + number + "\"\n\t",
                random.nextDouble() * 1_000 + 1e-6,
                new Money(currency, random.nextLong(1_000_000)),
                new TaxRate(random.nextInt(1_000_001)));
    }

    private static Blueprint.Row row(Random random, int level) {
        float width = 0.02f + random.nextFloat() / 3;
        return new Blueprint.Row(
                new DeviceId("shelf-1-" + level),
                "north wall",
                level,
                IntStream.rangeClosed(1, 1 + random.nextInt(12))
                        .mapToObj(number ->
                                new Blueprint.Plate(
                                        number,
                                        new Box(
                                                new Position(number * width, 0, level * 0.3f),
                                                new Position(
                                                        (number + 1) * width,
                                                        0.1f + random.nextFloat(),
                                                        level * 0.3f + 0.25f))))
                        .toList());
    }

    private static Position spot(Random random) {
        return new Position(random.nextFloat() * 20 - 10, (float) random.nextGaussian() * 1e-4f, 0);
    }
}
