package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.aisle.protocols.kernel.StoreId;
import dev.aisle.runtime.kernel.Tokens.Grant;
import dev.aisle.runtime.kernel.Tokens.Outcome;
import dev.aisle.runtime.kernel.Tokens.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TokensTest {

    private static final Instant NINE = Instant.parse("2026-03-01T09:00:00Z");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Tokens TOKENS = new Tokens(SECRET, InstantSource.fixed(NINE));
    private static final Grant GRANT = new Grant(Role.GATEWAY, List.of("acme.lille-1"));
    private static final Outcome NO_TOKEN = new Outcome.Invalid("this is no token of this cluster");

    private static Tokens later(Duration by) {
        return new Tokens(SECRET, InstantSource.fixed(NINE.plus(by)));
    }

    private static String signed(JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(SECRET));
        return token.serialize();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .claim("role", "gateway")
                .claim("stores", List.of("acme.lille-1"))
                .expirationTime(Date.from(NINE.plusSeconds(60)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsIssuedReadsBack(Role role) {
        var grant = new Grant(role, List.of("acme.lille-1", "acme.paris"));
        var token = TOKENS.issue(grant, Duration.ofMinutes(1));
        assertThat(TOKENS.read(token)).isEqualTo(new Outcome.Valid(grant));
    }

    @Test
    void aTokenIsGoodUntilItExpires() {
        var token = TOKENS.issue(GRANT, Duration.ofMinutes(1));
        assertThat(later(Duration.ofSeconds(59)).read(token)).isEqualTo(new Outcome.Valid(GRANT));
    }

    @Test
    void aTokenIsNoGoodWhenItExpires() {
        var token = TOKENS.issue(GRANT, Duration.ofMinutes(1));
        assertThat(later(Duration.ofSeconds(60)).read(token))
                .isEqualTo(new Outcome.Invalid("the token has expired: have a new one issued"));
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() throws JOSEException {
        assertThat(TOKENS.read(signed(claims().expirationTime(null).build())))
                .isEqualTo(new Outcome.Invalid("the token has expired: have a new one issued"));
    }

    @Test
    void anotherClustersTokenIsRefused() {
        var other = new Tokens(SECRET.replace('0', '1'), TOKENS.clock());
        assertThat(TOKENS.read(other.issue(GRANT, Duration.ofMinutes(1))))
                .isEqualTo(new Outcome.Invalid("the token was signed with another secret"));
    }

    @Test
    void anUnsignedTokenIsRefused() {
        assertThat(TOKENS.read(new PlainJWT(claims().build()).serialize())).isEqualTo(NO_TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"''", "token", "a.b.c"})
    void whatIsNoTokenIsRefused(String token) {
        assertThat(TOKENS.read(token)).isEqualTo(NO_TOKEN);
    }

    @Test
    void aTokenWithoutARoleIsRefused() throws JOSEException {
        assertThat(TOKENS.read(signed(claims().claim("role", null).build()))).isEqualTo(NO_TOKEN);
    }

    @Test
    void aTokenOfAnUnknownRoleIsRefused() throws JOSEException {
        assertThat(TOKENS.read(signed(claims().claim("role", "owner").build())))
                .isEqualTo(NO_TOKEN);
    }

    @Test
    void aTokenWithoutStoresCoversNone() throws JOSEException {
        assertThat(TOKENS.read(signed(claims().claim("stores", null).build())))
                .isEqualTo(new Outcome.Valid(new Grant(Role.GATEWAY, List.of())));
    }

    @Test
    void aShortSecretIssuesNothing() {
        var weak = new Tokens("0123456789abcdef", TOKENS.clock());
        assertThatThrownBy(() -> weak.issue(GRANT, Duration.ofMinutes(1)))
                .hasMessage("the token secret needs 32 bytes or more");
    }

    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "acme.lille-1, acme.lille-1, true",
        "acme.lille-1, acme.lille-2, false",
        "acme.lille-1, acme.lille-11, false",
        "acme.lille-1, other.lille-1, false",
        "acme.*, acme.lille-1, true",
        "acme.*, acme2.lille-1, false",
        "*, acme.lille-1, true",
        "lille-1, acme.lille-1, false",
        "acme, acme.lille-1, false"
    })
    void aGrantCoversAStoreItsRetailerOrAll(String granted, String store, boolean covered) {
        assertThat(new Grant(Role.GATEWAY, List.of(granted)).covers(new StoreId(store)))
                .isEqualTo(covered);
    }
}
