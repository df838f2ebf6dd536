package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.device.v1.Refuse.Reason;
import dev.aisle.protocols.door.Credential;
import dev.aisle.protocols.kernel.EventTime;
import dev.aisle.protocols.kernel.PayerReference;
import dev.aisle.protocols.kernel.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodesTest {

    private static final StoreId STORE = new StoreId("acme.north");
    private static final PayerReference PAYER = new PayerReference("p-7");
    private static final EntryCodes CODES = new EntryCodes("a secret of the tests: 32 bytes.");
    private static final EventTime NOON = EventTime.of(Instant.parse("2026-11-24T12:00:00Z"));
    private static final EventTime ONE = EventTime.of(Instant.parse("2026-11-24T13:00:00Z"));

    @Test
    void aCodeNamesItsPayerUntilItExpires() {
        var code = CODES.ofPayer(STORE, PAYER, ONE);

        assertThat(CODES.read(code, STORE, ONE.plusMicros(-1)))
                .isEqualTo(new Credential.Payer(PAYER));
        assertThat(CODES.read(code, STORE, ONE))
                .isEqualTo(new Credential.Invalid(Reason.REASON_CODE_EXPIRED));
    }

    @Test
    void aBadgeIsTheStaffs() {
        assertThat(CODES.read(CODES.ofStaff(STORE, ONE), STORE, NOON))
                .isEqualTo(new Credential.Staff());
    }

    @Test
    void aCodeOfAnotherStoreOrSecretIsUnknown() {
        var other = new EntryCodes("another secret, of 32 bytes too.");
        var codes =
                List.of(
                        CODES.ofPayer(new StoreId("acme.south"), PAYER, ONE),
                        other.ofPayer(STORE, PAYER, ONE));

        assertThat(codes)
                .allSatisfy(code ->
                        assertThat(CODES.read(code, STORE, NOON))
                                .isEqualTo(new Credential.Invalid(Reason.REASON_CODE_UNKNOWN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void whatIsNoCodeIsUnknown(String code) {
        assertThat(CODES.read(code, STORE, NOON))
                .isEqualTo(new Credential.Invalid(Reason.REASON_CODE_UNKNOWN));
    }

    @Test
    void aNodesTokenIsNoCode() {
        var tokens = new Tokens(CODES.secret(), NOON::instant);
        var grant = new Tokens.Grant(Tokens.Role.OPERATOR, List.of("*"));
        var token = tokens.issue(grant, java.time.Duration.ofHours(9));

        assertThat(CODES.read(token, STORE, NOON))
                .isEqualTo(new Credential.Invalid(Reason.REASON_CODE_UNKNOWN));
        assertThat(Optional.of(tokens.read(CODES.ofStaff(STORE, ONE))))
                .containsInstanceOf(Tokens.Outcome.Invalid.class);
    }
}
