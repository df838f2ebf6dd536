package dev.aisle.ops.provider;

/// One line of the ledger: what became of a charge.
///
/// @param key of the caller's; one charge each, for ever
/// @param status `booked` or `declined`
/// @param confirmation of a booking; empty where declined
/// @param reason of a decline; empty where booked
record Entry(
        String key,
        long amountMinor,
        String currency,
        String status,
        String confirmation,
        String reason) {

    boolean isOf(long minor, String code) {
        return amountMinor == minor && currency.equals(code);
    }
}
