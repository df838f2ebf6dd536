package dev.aisle.runtime.kernel;

import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Adds up. All in whole minor units; the one rounding is the tax of a line, half up.
///
/// What is put back beyond what is held changes nothing here; the journal keeps it.
public final class Till {

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /// What a line of a receipt has in common.
    private record Item(ProductCode product, Money price, TaxRate rate)
            implements Comparable<Item> {

        private static final Comparator<Item> ORDER =
                Comparator.comparing(Item::product)
                        .thenComparingLong(item -> item.price().minor())
                        .thenComparingInt(item -> item.rate().millionths());

        @Override
        public int compareTo(Item other) {
            return ORDER.compare(this, other);
        }
    }

    private record Pieces(String name, int quantity) {

        Pieces and(Pieces more) {
            return new Pieces(more.name, Math.addExact(quantity, more.quantity));
        }
    }

    private final TreeMap<Item, Pieces> held = new TreeMap<>();

    private Till() {}

    /// Lines in order of product, price, rate.
    ///
    /// @param changes in the order of their numbers
    /// @throws ArithmeticException where an amount does not fit
    /// @throws IllegalArgumentException where a price is in another currency
    public static Total add(List<? extends Change> changes, Currency currency, TaxMode taxMode) {
        var lines =
                held(changes).entrySet().stream()
                        .map(entry -> line(entry.getKey(), entry.getValue(), taxMode))
                        .toList();
        var net = Money.zero(currency);
        var tax = Money.zero(currency);
        for (var line : lines) {
            net = net.plus(line.net());
            tax = tax.plus(line.tax());
        }
        return new Total(lines, net, tax, net.plus(tax));
    }

    /// Product and pieces, above 0.
    ///
    /// @throws ArithmeticException where a quantity does not fit
    public static SortedMap<ProductCode, Integer> basket(List<? extends Change> changes) {
        var basket = new TreeMap<ProductCode, Integer>();
        held(changes)
                .forEach((item, pieces) ->
                        basket.merge(item.product(), pieces.quantity(), Math::addExact));
        return basket;
    }

    /// What is to be paid: `total` = `net` + `tax`.
    public record Total(List<Receipt.Line> lines, Money net, Money tax, Money total) {
        public Total {
            lines = List.copyOf(lines);
        }
    }

    private static SortedMap<Item, Pieces> held(List<? extends Change> changes) {
        var till = new Till();
        for (var change : changes) {
            switch (change) {
                case Change.Taken taken -> till.take(taken);
                case Change.PutBack(_, _, var product, var quantity, _) ->
                        till.putBack(product, quantity);
                case Change.Opened _,
                        Change.PayerBound _,
                        Change.StaffBound _,
                        Change.Marked _,
                        Change.Complete _ -> {}
            }
        }
        return till.held;
    }

    private void take(Change.Taken taken) {
        if (taken.quantity() > 0) {
            held.merge(
                    new Item(taken.product(), taken.price(), taken.tax()),
                    new Pieces(taken.name(), taken.quantity()),
                    Pieces::and);
        }
    }

    /// The dearest first: which of two prices a piece was taken at nobody can tell, and doubt is in
    /// the shopper's favour.
    private void putBack(ProductCode product, int quantity) {
        int left = Math.max(0, quantity);
        var dearestFirst =
                held.descendingMap().entrySet().stream()
                        .filter(entry -> entry.getKey().product().equals(product))
                        .map(Map.Entry::copyOf)
                        .toList();
        for (var entry : dearestFirst) {
            var pieces = entry.getValue();
            int back = Math.min(left, pieces.quantity());
            if (back == pieces.quantity()) {
                held.remove(entry.getKey());
            } else {
                held.put(entry.getKey(), new Pieces(pieces.name(), pieces.quantity() - back));
            }
            left -= back;
        }
    }

    private static Receipt.Line line(Item item, Pieces pieces, TaxMode taxMode) {
        var marked = item.price().times(pieces.quantity());
        var tax = new Money(marked.currency(), tax(marked.minor(), item.rate(), taxMode));
        var net =
                switch (taxMode) {
                    case INCLUDED ->
                            new Money(
                                    marked.currency(),
                                    Math.subtractExact(marked.minor(), tax.minor()));
                    case ADDED -> marked;
                };
        return new Receipt.Line(
                item.product(),
                pieces.name(),
                pieces.quantity(),
                item.price(),
                item.rate(),
                net,
                tax);
    }

    /// Included: marked · rate ⁄ (1 + rate). Added: marked · rate.
    private static long tax(long marked, TaxRate rate, TaxMode taxMode) {
        var millionths = BigDecimal.valueOf(rate.millionths());
        var whole =
                switch (taxMode) {
                    case INCLUDED -> MILLION.add(millionths);
                    case ADDED -> MILLION;
                };
        return BigDecimal.valueOf(marked)
                .multiply(millionths)
                .divide(whole, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
