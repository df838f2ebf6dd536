package dev.aisle.runtime.kernel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.aisle.protocols.kernel.StoreId;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/// Who may speak for which stores: a JSON web token (HS256), signed with a secret that the nodes of
/// a cluster share.
///
/// @param secret at least 32 bytes
public record Tokens(String secret, InstantSource clock) {

    private static final String STORES = "stores";
    private static final String ROLE = "role";

    /// What a bearer may be.
    public enum Role {
        GATEWAY,
        OPERATOR;

        String claim() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param stores `<retailer>.<store>`, or `<retailer>.*`, or `*`
    public record Grant(Role role, List<String> stores) {
        public Grant {
            stores = List.copyOf(stores);
        }

        public boolean covers(StoreId store) {
            var retailer = store.value().substring(0, store.value().indexOf('.'));
            return stores.contains(store.value())
                    || stores.contains(retailer + ".*")
                    || stores.contains("*");
        }
    }

    /// What became of a token.
    public sealed interface Outcome {
        record Valid(Grant grant) implements Outcome {}

        record Invalid(String why) implements Outcome {}
    }

    /// A token for these stores.
    ///
    /// @throws IllegalArgumentException where the secret is too short
    public String issue(Grant grant, Duration validFor) {
        var claims =
                new JWTClaimsSet.Builder()
                        .claim(ROLE, grant.role().claim())
                        .claim(STORES, grant.stores())
                        .expirationTime(Date.from(clock.instant().plus(validFor)))
                        .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(secret));
        } catch (JOSEException wrong) {
            throw new IllegalArgumentException("the token secret needs 32 bytes or more", wrong);
        }
        return token.serialize();
    }

    /// Reads what [#issue] wrote.
    public Outcome read(String token) {
        try {
            var signed = SignedJWT.parse(token);
            if (!signed.verify(new MACVerifier(secret))) {
                return new Outcome.Invalid("the token was signed with another secret");
            }
            var claims = signed.getJWTClaimsSet();
            var expires = claims.getExpirationTime();
            if (expires == null || !expires.toInstant().isAfter(clock.instant())) {
                return new Outcome.Invalid("the token has expired: have a new one issued");
            }
            var stores = claims.getStringListClaim(STORES);
            return new Outcome.Valid(
                    new Grant(
                            Role.valueOf(
                                    String.valueOf(claims.getStringClaim(ROLE))
                                            .toUpperCase(Locale.ROOT)),
                            stores == null ? List.of() : stores));
        } catch (ParseException | JOSEException | IllegalArgumentException wrong) {
            return new Outcome.Invalid("this is no token of this cluster");
        }
    }
}
