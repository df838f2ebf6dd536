package dev.aisle.ops.play;

import java.time.Duration;
import java.util.OptionalDouble;

/// How fast a recording is played.
///
/// @param factor times as fast as it was; absent: as fast as it goes
public record Speed(OptionalDouble factor) {

    public static final Speed MAX = new Speed(OptionalDouble.empty());

    /// Reads `max`, or a number above 0.
    ///
    /// @throws IllegalArgumentException for anything else
    public static Speed parse(String text) {
        if (text.equals("max")) {
            return MAX;
        }
        try {
            double factor = Double.parseDouble(text);
            if (factor > 0 && Double.isFinite(factor)) {
                return new Speed(OptionalDouble.of(factor));
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(wrong(text), notANumber);
        }
        throw new IllegalArgumentException(wrong(text));
    }

    private static String wrong(String text) {
        return "speed is 'max' or a number above 0, as 1 or 4, not '" + text + "'";
    }

    /// How long after the start something is due that came so long after the recording's beginning.
    Duration due(Duration sinceBegin) {
        return factor.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos((long) (sinceBegin.toNanos() / factor.getAsDouble()));
    }
}
