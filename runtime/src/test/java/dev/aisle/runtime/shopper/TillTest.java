package dev.aisle.runtime.shopper;

import static dev.aisle.runtime.shopper.Visits.EUR;
import static dev.aisle.runtime.shopper.Visits.TWENTY;
import static dev.aisle.runtime.shopper.Visits.putBack;
import static dev.aisle.runtime.shopper.Visits.taken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aisle.protocols.attribution.Change;
import dev.aisle.protocols.kernel.Money;
import dev.aisle.protocols.kernel.ProductCode;
import dev.aisle.protocols.shopper.Receipt;
import dev.aisle.protocols.store.TaxMode;
import dev.aisle.protocols.store.TaxRate;
import dev.aisle.runtime.kernel.Seeds;
import dev.aisle.runtime.kernel.Till;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TillTest {

    private static final List<Currency> CURRENCIES =
            List.of(EUR, Currency.getInstance("JPY"), Currency.getInstance("KWD"));

    @Test
    void piecesOfOnePriceAndRateAreOneLine() {
        assertThat(
                        Till.add(
                                List.of(taken("milk", 1, 120), taken("milk", 2, 120)),
                                EUR,
                                TaxMode.INCLUDED))
                .isEqualTo(
                        new Till.Total(
                                List.of(line("milk", 3, 120, 300, 60)),
                                euro(300),
                                euro(60),
                                euro(360)));
    }

    @Test
    void aPriceThatChangedIsALineOfItsOwn() {
        assertThat(
                        Till.add(
                                        List.of(taken("milk", 1, 120), taken("milk", 1, 60)),
                                        EUR,
                                        TaxMode.INCLUDED)
                                .lines())
                .containsExactly(line("milk", 1, 60, 50, 10), line("milk", 1, 120, 100, 20));
    }

    @Test
    void addedTaxComesOnTop() {
        assertThat(Till.add(List.of(taken("milk", 1, 120)), EUR, TaxMode.ADDED))
                .isEqualTo(
                        new Till.Total(
                                List.of(line("milk", 1, 120, 120, 24)),
                                euro(120),
                                euro(24),
                                euro(144)));
    }

    @ParameterizedTest(name = "{0} of {1} at {2} millionths: {3}")
    @CsvSource({
        "ADDED, 10, 50000, 1", // 0.5 rounds up
        "ADDED, 9, 50000, 0", // 0.45
        "ADDED, 1000, 88750, 89", // 88.75
        "INCLUDED, 3, 200000, 1", // 0.5 rounds up
        "INCLUDED, 249, 55000, 13", // 12.98
        "INCLUDED, 2, 200000, 0", // 0.33
        "INCLUDED, 1, 1000000, 1", // 0.5
    })
    void taxRoundsHalfUpOnceALine(TaxMode mode, long cents, int rate, long tax) {
        var change = taken("milk", 1, euro(cents), new TaxRate(rate));
        assertThat(Till.add(List.of(change), EUR, mode).tax()).isEqualTo(euro(tax));
    }

    @Test
    void theDearestGoesBackFirst() {
        assertThat(
                        Till.add(
                                        List.of(
                                                taken("milk", 1, 120),
                                                taken("milk", 2, 60),
                                                putBack("milk", 2)),
                                        EUR,
                                        TaxMode.INCLUDED)
                                .lines())
                .containsExactly(line("milk", 1, 60, 50, 10));
    }

    @Test
    void whatIsPutBackBeyondWhatIsHeldChangesNothing() {
        assertThat(
                        Till.basket(
                                List.of(
                                        putBack("milk", 1),
                                        taken("milk", 1, 120),
                                        putBack("milk", 3),
                                        taken("milk", 2, 120))))
                .isEqualTo(Map.of(new ProductCode("milk"), 2));
    }

    @Test
    void anotherCurrencyIsRefused() {
        var yen = taken("milk", 1, new Money(Currency.getInstance("JPY"), 1), TWENTY);
        assertThatThrownBy(() -> Till.add(List.of(yen), EUR, TaxMode.ADDED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void whatDoesNotFitIsAnError(List<Change> changes) {
        assertThatThrownBy(() -> Till.add(changes, EUR, TaxMode.ADDED))
                .isInstanceOf(ArithmeticException.class);
    }

    static List<List<Change>> tooMuch() {
        long most = Long.MAX_VALUE;
        return List.of(
                List.of(taken("milk", 2, most / 2 + 1)),
                List.of(taken("milk", 1, most - most / 10)),
                List.of(taken("milk", 1, most / 2), taken("wine", 1, most / 2)),
                List.of(taken("milk", Integer.MAX_VALUE, 1), taken("milk", 1, 1)));
    }

    @Test
    void theLargestAmountsAreExact() {
        long most = Long.MAX_VALUE;
        assertThat(
                        Till.add(
                                        List.of(taken("gold", 1, euro(most), new TaxRate(1))),
                                        EUR,
                                        TaxMode.INCLUDED)
                                .tax())
                .isEqualTo(
                        euro(
                                new BigDecimal(most)
                                        .divide(new BigDecimal(1_000_001), 0, RoundingMode.HALF_UP)
                                        .longValueExact()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsAreExact(long seed) {
        var random = Seeds.random(seed);
        var currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        var mode = random.nextBoolean() ? TaxMode.INCLUDED : TaxMode.ADDED;
        var changes = new ArrayList<Change>();
        var marked = BigInteger.ZERO;
        int count = random.nextInt(1_000);
        for (int i = 0; i < count; i++) {
            var price = random.nextLong(1, 100_000);
            var quantity = random.nextInt(1, 20);
            changes.add(
                    taken(
                            "p" + random.nextInt(50),
                            quantity,
                            new Money(currency, price),
                            new TaxRate(random.nextInt(0, 1_000_001))));
            marked = marked.add(BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity)));
        }

        var sum = Till.add(changes, currency, mode);

        assertThat(Sums.of(sum, mode))
                .isEqualTo(
                        new Sums(
                                sum.net().minor(),
                                sum.tax().minor(),
                                sum.net().minor() + sum.tax().minor(),
                                marked.longValueExact(),
                                true));
    }

    static LongStream seeds() {
        return Seeds.of(200);
    }

    /// What must hold of any total.
    ///
    /// @param marked what the prices alone add up to
    /// @param close each line's tax is less than a minor unit from the exact one
    private record Sums(long net, long tax, long total, long marked, boolean close) {

        static Sums of(Till.Total sum, TaxMode mode) {
            long net = sum.lines().stream().mapToLong(line -> line.net().minor()).sum();
            long tax = sum.lines().stream().mapToLong(line -> line.tax().minor()).sum();
            return new Sums(
                    net,
                    tax,
                    sum.total().minor(),
                    mode == TaxMode.INCLUDED ? sum.total().minor() : sum.net().minor(),
                    sum.lines().stream().allMatch(Sums::halfAMinorUnit));
        }

        /// net · rate ≈ tax, in either mode, within half a minor unit and what the rounded net
        /// itself is off by.
        private static boolean halfAMinorUnit(Receipt.Line line) {
            double exact = line.net().minor() * (double) line.rate().millionths() / 1e6;
            return Math.abs(exact - line.tax().minor()) <= 1.0 + 1e-6;
        }
    }

    private static Receipt.Line line(String product, int quantity, long price, long net, long tax) {
        return new Receipt.Line(
                new ProductCode(product),
                product,
                quantity,
                euro(price),
                TWENTY,
                euro(net),
                euro(tax));
    }

    private static Money euro(long cents) {
        return new Money(EUR, cents);
    }
}
