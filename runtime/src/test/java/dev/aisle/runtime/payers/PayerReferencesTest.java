package dev.aisle.runtime.payers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.PayerReference;
import org.junit.jupiter.api.Test;

class PayerReferencesTest {

    /// RFC 4231, test case 2.
    @Test
    void aReferenceIsTheFirstHalfOfTheHmac() {
        assertThat(PayerReferences.of("Jefe".getBytes(UTF_8), "what do ya want for nothing?"))
                .isEqualTo(new PayerReference("p-5bdcc146bf60754e6a042426089575c7"));
    }

    @Test
    void anotherSecretMakesAnotherReference() {
        assertThat(PayerReferences.of("a".getBytes(UTF_8), "tok"))
                .isNotEqualTo(PayerReferences.of("b".getBytes(UTF_8), "tok"));
    }
}
