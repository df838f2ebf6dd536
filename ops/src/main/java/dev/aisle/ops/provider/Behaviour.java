package dev.aisle.ops.provider;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How the provider is to misbehave.
///
/// @param delayMillis before every answer to a charge
/// @param timeoutBeforeBooking of so many next charges nothing is booked and nothing answered
/// @param timeoutAfterBooking so many next charges are booked and not answered
/// @param decline so many next charges are declined
/// @param declineTokens charges on these tokens are declined
@JsonIgnoreProperties(ignoreUnknown = false)
record Behaviour(
        long delayMillis,
        int timeoutBeforeBooking,
        int timeoutAfterBooking,
        int decline,
        List<String> declineTokens) {

    static final Behaviour GOOD = new Behaviour(0, 0, 0, 0, List.of());

    /// Longest delay that can be asked for.
    private static final long LONGEST = TimeUnit.MINUTES.toMillis(5);

    Behaviour {
        declineTokens = declineTokens == null ? List.of() : List.copyOf(declineTokens);
        if (delayMillis < 0 || delayMillis > LONGEST) {
            throw new IllegalArgumentException("delayMillis must be 0 to " + LONGEST);
        }
        if (timeoutBeforeBooking < 0 || timeoutAfterBooking < 0 || decline < 0) {
            throw new IllegalArgumentException("counts must not be negative");
        }
    }

    Behaviour lessBefore() {
        return new Behaviour(
                delayMillis, timeoutBeforeBooking - 1, timeoutAfterBooking, decline, declineTokens);
    }

    Behaviour lessAfter() {
        return new Behaviour(
                delayMillis, timeoutBeforeBooking, timeoutAfterBooking - 1, decline, declineTokens);
    }

    Behaviour lessDecline() {
        return new Behaviour(
                delayMillis, timeoutBeforeBooking, timeoutAfterBooking, decline - 1, declineTokens);
    }
}
