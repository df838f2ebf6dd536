package dev.aisle.protocols.kernel;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;

/// An amount in whole minor units of its currency: 249 EUR-cents, 249 yen.
///
/// @param currency ISO 4217
/// @param minor minor units, as many to the unit as the currency has
///   (`Currency.getDefaultFractionDigits`)
public record Money(Currency currency, long minor) {

    public static Money zero(Currency currency) {
        return new Money(currency, 0);
    }

    /// The exact sum.
    ///
    /// @throws IllegalArgumentException where the currencies differ
    /// @throws ArithmeticException where the sum does not fit
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s and %s don't add up", currency, other.currency));
        }
        return new Money(currency, Math.addExact(minor, other.minor));
    }

    /// So many times as much.
    ///
    /// @throws ArithmeticException where the product does not fit
    public Money times(long factor) {
        return new Money(currency, Math.multiplyExact(minor, factor));
    }

    /// In the currency's unit, with all its digits: 2.49.
    public BigDecimal amount() {
        return BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()));
    }

    @Override
    public String toString() {
        return amount().toPlainString() + " " + currency.getCurrencyCode();
    }
}
