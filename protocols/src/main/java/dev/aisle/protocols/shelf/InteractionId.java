package dev.aisle.protocols.shelf;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.aisle.protocols.kernel.DeviceId;
import java.util.Comparator;

/// Names an interaction: shelf, boot and seq of the sample at its onset. Spelled `shelf/boot/seq`.
public record InteractionId(DeviceId shelf, long boot, long seq)
        implements Comparable<InteractionId> {

    private static final Comparator<InteractionId> ORDER =
            Comparator.comparing(InteractionId::shelf)
                    .thenComparingLong(InteractionId::boot)
                    .thenComparingLong(InteractionId::seq);

    /// Reads what [#toString] wrote.
    ///
    /// @throws IllegalArgumentException where the spelling is not `shelf/boot/seq`
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static InteractionId parse(String spelled) {
        var parts = spelled.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("interaction must be shelf/boot/seq: " + spelled);
        }
        return new InteractionId(
                new DeviceId(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    @Override
    public int compareTo(InteractionId other) {
        return ORDER.compare(this, other);
    }

    @Override
    @JsonValue
    public String toString() {
        return shelf + "/" + boot + "/" + seq;
    }
}
