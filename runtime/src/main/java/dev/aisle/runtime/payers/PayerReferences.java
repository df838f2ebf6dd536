package dev.aisle.runtime.payers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aisle.protocols.kernel.PayerReference;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What stands for a payment token: "p-" and 128 bits of HMAC-SHA256 of it, so that the same token
/// gets the same reference, and nobody without the secret can tell which.
public final class PayerReferences {

    private static final int BYTES = 16;

    private PayerReferences() {}

    /// The same for the same secret and token.
    ///
    /// @throws IllegalArgumentException where the secret is empty
    public static PayerReference of(byte[] secret, String token) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            var hash = mac.doFinal(token.getBytes(UTF_8));
            return new PayerReference("p-" + HexFormat.of().formatHex(hash, 0, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
