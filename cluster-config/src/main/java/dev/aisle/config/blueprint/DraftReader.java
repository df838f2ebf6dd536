package dev.aisle.config.blueprint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aisle.config.blueprint.Draft.Placed;
import dev.aisle.config.blueprint.JsonShape.Field;
import dev.aisle.config.blueprint.JsonShape.Part;
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
import dev.aisle.protocols.store.Unpaid;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/// From JSON to a blueprint, by way of a draft of all that can be read.
final class DraftReader {

    static final String FORMAT = "aisle-blueprint/1";

    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,9})?");
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,4})?");

    private static final Field FORMAT_FIELD = new Field("format", "\"" + FORMAT + "\"");
    private static final Field STORE =
            new Field("store", "<retailer>.<store>, each 1 to 40 of a-z, 0-9 and -");
    private static final Field CURRENCY = new Field("currency", "an ISO 4217 code such as \"USD\"");
    private static final Field TAX_MODE = new Field("tax", "\"included\" or \"added\"");
    private static final Field DECIDER = new Field("decider", "a whole number from 1");
    private static final Field UNPAID =
            new Field("unpaid", "\"write-off\" or \"alarm\", or leave it out: \"write-off\"");
    private static final Field CAMERAS = new Field("cameras", "a list of cameras");
    private static final Field ROWS = new Field("rows", "a list of rows");
    private static final Field DOORS = new Field("doors", "a list of doors");
    private static final Field TERMINALS = new Field("terminals", "a list of terminals");
    private static final Field PRODUCTS = new Field("products", "a list of products");
    private static final Field FACINGS = new Field("facings", "a list of facings");
    private static final List<Field> BLUEPRINT =
            List.of(
                    FORMAT_FIELD,
                    STORE,
                    CURRENCY,
                    TAX_MODE,
                    DECIDER,
                    UNPAID,
                    CAMERAS,
                    ROWS,
                    DOORS,
                    TERMINALS,
                    PRODUCTS,
                    FACINGS);

    private static final Field ID = new Field("id", "1 to 40 of a-z, 0-9 and -");
    private static final Field GONDOLA = new Field("gondola", "the name of the furniture, a text");
    private static final Field LEVEL = new Field("level", "a whole number from 1");
    private static final Field PLATES = new Field("plates", "a list of plates");
    private static final Field NUMBER = new Field("number", "a whole number from 1");
    private static final Field LOW = new Field("low", "[x, y, z] in metres");
    private static final Field HIGH = new Field("high", "[x, y, z] in metres, none below low");
    private static final Field AT = new Field("at", "[x, y, z] in metres");

    private static final Field CODE = new Field("code", "a text of 1 to 48 visible characters");
    private static final Field NAME = new Field("name", "what a receipt shall say, a text");
    private static final Field GRAMS = new Field("grams", "the weight of one piece in grams");
    private static final Field PRICE = new Field("price", "a decimal text such as \"2.49\"");
    private static final Field TAX =
            new Field(
                    "tax",
                    "percent, \"0\" to \"100\", at most four digits after the point:"
                            + " \"8.875\"");

    private static final Field PRODUCT = new Field("product", "the code of a product");
    private static final Field ROW = new Field("row", "the id of a row");
    private static final Field NUMBERS = new Field("plates", "a list of whole numbers");

    private final JsonShape shape = new JsonShape();
    private final Set<String> halfRead = new HashSet<>();
    private final Set<String> unread = new HashSet<>();

    Loaded read(JsonNode json) {
        var root = new Part("", json);
        if (!shape.isObject(root, BLUEPRINT)) {
            return new Loaded.Faulty(shape.faults());
        }
        shape.text(root, FORMAT_FIELD, spelled(FORMAT::equals, FORMAT));
        var store = shape.text(root, STORE, StoreId::new);
        var currency = currency(root);
        var taxMode = shape.text(root, TAX_MODE, DraftReader::taxMode);
        var decider = shape.whole(root, DECIDER);
        var unpaid =
                root.json().has(UNPAID.name())
                        ? shape.text(root, UNPAID, DraftReader::unpaid)
                        : Optional.of(Unpaid.WRITE_OFF);
        var draft =
                new Draft(
                        all(root, CAMERAS, this::camera),
                        all(root, ROWS, this::row),
                        all(root, DOORS, (part, _) -> spot(part, Blueprint.Door::new)),
                        all(root, TERMINALS, (part, _) -> spot(part, Blueprint.Terminal::new)),
                        all(root, FACINGS, this::facing),
                        products(root, currency.map(List::of).orElse(List.of())),
                        Set.copyOf(halfRead),
                        Set.copyOf(unread));
        if (shape.count() == 0) {
            var blueprint =
                    new Blueprint(
                            store.orElseThrow(),
                            currency.orElseThrow(),
                            taxMode.orElseThrow(),
                            values(draft.cameras()),
                            values(draft.rows()),
                            values(draft.doors()),
                            values(draft.terminals()),
                            values(draft.facings()),
                            values(draft.products()),
                            decider.orElseThrow(),
                            unpaid.orElseThrow());
            var faults = BlueprintFaults.of(blueprint);
            return faults.isEmpty() ? new Loaded.Sound(blueprint) : new Loaded.Faulty(faults);
        }
        decider.filter(version -> version < 1)
                .ifPresent(version -> shape.fault("/decider", "is " + version, "count from 1"));
        var faults = new ArrayList<>(shape.faults());
        faults.addAll(BlueprintFaults.of(draft));
        return new Loaded.Faulty(faults);
    }

    private <T> List<Placed<T>> all(
            Part root, Field field, BiFunction<Part, Integer, Optional<T>> read) {
        var placed = new ArrayList<Placed<T>>();
        var parts = shape.parts(root, field);
        if (parts.isEmpty()) {
            unread.add(field.name());
        }
        for (var part : parts.orElse(List.of())) {
            read.apply(part, shape.count())
                    .ifPresentOrElse(
                            value -> placed.add(new Placed<>(part.where(), value)),
                            () -> unread.add(field.name()));
        }
        return List.copyOf(placed);
    }

    private static <T> List<T> values(List<Placed<T>> placed) {
        return placed.stream().map(Placed::value).toList();
    }

    private Optional<Blueprint.Camera> camera(Part part, int faultsBefore) {
        if (!shape.isObject(part, List.of(ID, AT))) {
            return Optional.empty();
        }
        var at = part.json().has(AT.name()) ? shape.position(part, AT) : Optional.<Position>empty();
        return shape.text(part, ID, DeviceId::new).map(id -> new Blueprint.Camera(id, at));
    }

    private Optional<Blueprint.Row> row(Part part, int faultsBefore) {
        if (!shape.isObject(part, List.of(ID, GONDOLA, LEVEL, PLATES))) {
            return Optional.empty();
        }
        var id = shape.text(part, ID, DeviceId::new);
        var gondola = shape.text(part, GONDOLA);
        var level = shape.whole(part, LEVEL);
        var plates = new ArrayList<Blueprint.Plate>();
        for (var plate : shape.parts(part, PLATES).orElse(List.of())) {
            plate(plate).ifPresent(plates::add);
        }
        if (shape.count() > faultsBefore) {
            id.ifPresent(row -> halfRead.add(row.value()));
        }
        // A stand-in for what could not be read: the row is refused, its plates are still compared.
        return id.map(
                row -> new Blueprint.Row(row, gondola.orElse("unread"), level.orElse(1), plates));
    }

    private Optional<Blueprint.Plate> plate(Part part) {
        if (!shape.isObject(part, List.of(NUMBER, LOW, HIGH))) {
            return Optional.empty();
        }
        var number = shape.whole(part, NUMBER);
        var low = shape.position(part, LOW);
        var high = shape.position(part, HIGH);
        if (number.isEmpty() || low.isEmpty() || high.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Blueprint.Plate(
                            number.orElseThrow(), new Box(low.orElseThrow(), high.orElseThrow())));
        } catch (IllegalArgumentException insideOut) {
            shape.fault(
                    part.where() + "/high",
                    "lies below low: the box is turned inside out",
                    "give in low the lesser, in high the greater of each axis");
            return Optional.empty();
        }
    }

    private <T> Optional<T> spot(Part part, BiFunction<DeviceId, Position, T> make) {
        if (!shape.isObject(part, List.of(ID, AT))) {
            return Optional.empty();
        }
        var id = shape.text(part, ID, DeviceId::new);
        var at = shape.position(part, AT);
        return id.flatMap(device -> at.map(position -> make.apply(device, position)));
    }

    private Optional<Blueprint.Facing> facing(Part part, int faultsBefore) {
        if (!shape.isObject(part, List.of(PRODUCT, ROW, NUMBERS))) {
            return Optional.empty();
        }
        var product = shape.text(part, PRODUCT, ProductCode::new);
        var row = shape.text(part, ROW, DeviceId::new);
        var plates = shape.numbers(part, NUMBERS);
        return product.isEmpty() || row.isEmpty() || plates.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Blueprint.Facing(
                                product.orElseThrow(), row.orElseThrow(), plates.orElseThrow()));
    }

    private List<Placed<Product>> products(Part root, List<Currency> currency) {
        return all(root, PRODUCTS, (part, before) -> product(part, currency, before));
    }

    private Optional<Product> product(Part part, List<Currency> currency, int faultsBefore) {
        if (!shape.isObject(part, List.of(CODE, NAME, GRAMS, PRICE, TAX))) {
            return Optional.empty();
        }
        var code = shape.text(part, CODE, ProductCode::new);
        var name = shape.text(part, NAME);
        var grams = shape.number(part, GRAMS);
        var price = price(part, currency);
        var tax = shape.text(part, TAX, DraftReader::rate);
        if (code.isEmpty() || shape.count() > faultsBefore || price.isEmpty()) {
            code.ifPresent(known -> halfRead.add(known.value()));
            return Optional.empty();
        }
        return Optional.of(
                new Product(
                        code.orElseThrow(),
                        name.orElseThrow(),
                        grams.orElseThrow().doubleValue(),
                        price.orElseThrow(),
                        tax.orElseThrow()));
    }

    /// Absent, without a fault of its own, where the currency is not known.
    private Optional<Money> price(Part part, List<Currency> known) {
        var amount =
                shape.text(part, PRICE, spelled(AMOUNT.asMatchPredicate()::test, "amount"))
                        .map(BigDecimal::new);
        if (known.isEmpty() || amount.isEmpty()) {
            return Optional.empty();
        }
        var currency = known.getFirst();
        int digits = currency.getDefaultFractionDigits();
        if (amount.orElseThrow().scale() > digits) {
            shape.fault(
                    part.where() + "/price",
                    amount.orElseThrow().toPlainString()
                            + " has more digits after the point than "
                            + currency.getCurrencyCode()
                            + " has ("
                            + digits
                            + ")",
                    "round it");
            return Optional.empty();
        }
        return Optional.of(
                new Money(currency, amount.orElseThrow().movePointRight(digits).longValueExact()));
    }

    private Optional<Currency> currency(Part root) {
        var currency = shape.text(root, CURRENCY, Currency::getInstance);
        if (currency.filter(known -> known.getDefaultFractionDigits() < 0).isPresent()) {
            var refused = BlueprintFaults.noMoney(currency.orElseThrow().getCurrencyCode());
            shape.fault(refused.where(), refused.what(), refused.remedy());
            return Optional.empty();
        }
        return currency;
    }

    private static Unpaid unpaid(String text) {
        return switch (text) {
            case "write-off" -> Unpaid.WRITE_OFF;
            case "alarm" -> Unpaid.ALARM;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static TaxMode taxMode(String text) {
        return switch (text) {
            case "included" -> TaxMode.INCLUDED;
            case "added" -> TaxMode.ADDED;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static TaxRate rate(String text) {
        return new TaxRate(
                new BigDecimal(spelled(PERCENT.asMatchPredicate()::test, "percent").apply(text))
                        .movePointRight(4)
                        .intValueExact());
    }

    private static Function<String, String> spelled(Function<String, Boolean> fits, String what) {
        return text -> {
            if (!fits.apply(text)) {
                throw new IllegalArgumentException(text + " is no " + what);
            }
            return text;
        };
    }
}
