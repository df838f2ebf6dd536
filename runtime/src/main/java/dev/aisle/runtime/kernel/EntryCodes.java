package dev.aisle.runtime.kernel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.aisle.protocols.device.v1.Refuse.Reason;
import dev.aisle.protocols.door.Credential;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/// Codes that open a store's door: a JSON web token (HS256) that holds who pays, or that nobody
/// does. What one is worth depends on the code and on event time alone, so a door that says the
/// same again says the same.
///
/// @param secret at least 32 bytes; the nodes of a cluster share it
public record EntryCodes(String secret) {

    private static final String PAYER = "payer";
    private static final String STAFF = "staff";

    /// A code for somebody who pays.
    public String ofPayer(StoreId store, PayerReference payer, EventTime expires) {
        return signed(claims(store, expires).claim(PAYER, payer.value()).build());
    }

    /// A badge of somebody who works there.
    public String ofStaff(StoreId store, EventTime expires) {
        return signed(claims(store, expires).claim(STAFF, true).build());
    }

    private static JWTClaimsSet.Builder claims(StoreId store, EventTime expires) {
        return new JWTClaimsSet.Builder()
                .audience(store.value())
                .expirationTime(Date.from(expires.instant()));
    }

    private String signed(JWTClaimsSet claims) {
        var code = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            code.sign(new MACSigner(secret));
        } catch (JOSEException wrong) {
            throw new IllegalArgumentException("entry codes need a secret of 32 bytes", wrong);
        }
        return code.serialize();
    }

    /// What a code is worth at a store's door.
    public Credential read(String code, StoreId store, EventTime at) {
        try {
            var signed = SignedJWT.parse(code);
            var claims = signed.getJWTClaimsSet();
            var expires = claims.getExpirationTime();
            boolean ours =
                    signed.verify(new MACVerifier(secret))
                            && claims.getAudience().equals(List.of(store.value()))
                            && expires != null;
            if (!ours) {
                return new Credential.Invalid(Reason.REASON_CODE_UNKNOWN);
            }
            if (!expires.toInstant().isAfter(at.instant())) {
                return new Credential.Invalid(Reason.REASON_CODE_EXPIRED);
            }
            if (Boolean.TRUE.equals(claims.getBooleanClaim(STAFF))) {
                return new Credential.Staff();
            }
            return Optional.ofNullable(claims.getStringClaim(PAYER))
                    .<Credential>map(payer -> new Credential.Payer(new PayerReference(payer)))
                    .orElse(new Credential.Invalid(Reason.REASON_CODE_UNKNOWN));
        } catch (ParseException | JOSEException | IllegalArgumentException wrong) {
            return new Credential.Invalid(Reason.REASON_CODE_UNKNOWN);
        }
    }
}
