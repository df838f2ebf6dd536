package dev.aisle.ops.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Currency;

/// What a caller wants charged.
///
/// @param token stands for the payer; it is not kept
record Charge(String key, long amountMinor, Currency currency, String token) {

    private static final int LONGEST = 256;

    Charge {
        if (amountMinor <= 0) {
            throw new IllegalArgumentException("amountMinor must be above 0: " + amountMinor);
        }
    }

    /// @throws IllegalArgumentException where something is missing or wrong; it names no token
    static Charge of(JsonNode request) {
        var amount = request.path("amountMinor");
        if (!amount.isIntegralNumber() || !amount.canConvertToLong()) {
            throw new IllegalArgumentException("amountMinor must be a whole number");
        }
        return new Charge(
                text(request, "key"),
                amount.asLong(),
                currency(text(request, "currency")),
                text(request, "token"));
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("currency is not of ISO 4217: " + code, unknown);
        }
    }

    private static String text(JsonNode request, String field) {
        var value = request.path(field);
        if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > LONGEST) {
            throw new IllegalArgumentException(
                    field + " must be a text of 1 to " + LONGEST + " characters");
        }
        return value.asText();
    }
}
