package dev.aisle.ops.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Currency;

/// One line of the ledger: what became of a charge.
///
/// @param key the caller's; one entry each, for ever
/// @param confirmation of a booking; empty where declined
/// @param reason of a decline; empty where booked
record Entry(
        String key,
        long amountMinor,
        Currency currency,
        Status status,
        String confirmation,
        String reason) {

    enum Status {
        @JsonProperty("booked")
        BOOKED,
        @JsonProperty("declined")
        DECLINED
    }

    static Entry booked(Charge charge, String confirmation) {
        return new Entry(
                charge.key(),
                charge.amountMinor(),
                charge.currency(),
                Status.BOOKED,
                confirmation,
                "");
    }

    static Entry declined(Charge charge, String reason) {
        return new Entry(
                charge.key(), charge.amountMinor(), charge.currency(), Status.DECLINED, "", reason);
    }

    boolean isOf(Charge charge) {
        return amountMinor == charge.amountMinor() && currency.equals(charge.currency());
    }
}
