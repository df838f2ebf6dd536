package dev.aisle.runtime.attribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.protocols.kernel.TrackId;
import dev.aisle.protocols.kernel.VisitId;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Names visits: a function of store, track and the time of the first sighting (rule 7).
final class VisitIds {

    private static final int BYTES = 12;
    private static final int RADIX = 36;

    private VisitIds() {}

    static VisitId of(StoreId store, TrackId track, EventTime at) {
        var key = store + "\n" + track + "\n" + at.micros();
        var digest = Arrays.copyOf(sha256().digest(key.getBytes(UTF_8)), BYTES);
        return new VisitId(new BigInteger(1, digest).toString(RADIX));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
