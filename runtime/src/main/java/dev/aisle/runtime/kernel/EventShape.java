package dev.aisle.runtime.kernel;

import dev.aisle.protocols.device.v1.Position;
import dev.aisle.protocols.device.v1.RefusalCode;
import java.util.Locale;
import java.util.Optional;

/// What events of doors and terminals have in common, and must look like.
public final class EventShape {

    /// Longest payment token, in characters. Providers' own are well below; without a limit one
    /// event could fill a row of the table that keeps them.
    public static final int TOKEN = 512;

    private EventShape() {}

    /// Why an event can't be taken.
    ///
    /// @param kind of record, for people
    /// @param position the default where the event names none
    public static Optional<Refusal> refusal(
            String kind, long seq, Position position, String paymentToken) {
        boolean somewhere =
                Float.isFinite(position.getX())
                        && Float.isFinite(position.getY())
                        && Float.isFinite(position.getZ());
        if (!somewhere) {
            return refused(kind, seq, "has a position that is NaN or infinite: send metres");
        }
        return fits(paymentToken)
                ? Optional.empty()
                : refused(kind, seq, "has a payment token of more than " + TOKEN + " characters");
    }

    /// Whether a payment token is worth keeping: a longer one is refused.
    public static boolean fits(String paymentToken) {
        return paymentToken.length() <= TOKEN;
    }

    private static Optional<Refusal> refused(String kind, long seq, String what) {
        return Optional.of(
                new Refusal(
                        RefusalCode.REFUSAL_CODE_WRONG_SHAPE,
                        String.format(Locale.ROOT, "%s record %d %s", kind, seq, what)));
    }
}
