package dev.aisle.ops.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private static final Entry FIRST = entry("a", "b-1");
    private static final Entry SECOND = entry("b", "b-2");

    private final Path file;

    LedgerTest(@TempDir Path folder) {
        file = folder.resolve("somewhere/ledger.jsonl");
    }

    @Test
    void whatWasEnteredIsThereAfterARestart() throws IOException {
        enterBoth();
        try (var ledger = Ledger.open(file)) {
            assertThat(ledger.page(0, 10)).containsExactly(FIRST, SECOND);
        }
    }

    @Test
    void aKeyHasOneEntry() throws IOException {
        try (var ledger = Ledger.open(file)) {
            ledger.enter("a", _ -> FIRST);
            assertThat(ledger.enter("a", _ -> entry("a", "b-9"))).isEqualTo(FIRST);
        }
    }

    /// Wherever the line breaks off, and where the file system left zeros instead.
    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"key\":\"c\"}", "{\"key\":\"c\n", "\0\0\0", "\0\0\n"})
    void aTornLastLineIsCutOff(String torn) throws IOException {
        enterBoth();
        Files.writeString(file, torn, StandardOpenOption.APPEND);
        try (var ledger = Ledger.open(file)) {
            var third = ledger.enter("c", number -> entry("c", "b-" + number));
            assertThat(List.of(ledger.torn(), ledger.page(0, 10)))
                    .containsExactly((long) torn.length(), List.of(FIRST, SECOND, third));
        }
    }

    @Test
    void afterARepairTheFileIsWhole() throws IOException {
        enterBoth();
        Files.writeString(file, "{\"key", StandardOpenOption.APPEND);
        try (var ledger = Ledger.open(file)) {
            ledger.enter("c", number -> entry("c", "b-" + number));
        }
        try (var ledger = Ledger.open(file)) {
            assertThat(ledger.page(0, 10)).containsExactly(FIRST, SECOND, entry("c", "b-3"));
        }
    }

    @Test
    void damageBeforeTheLastLineIsNoTear() throws IOException {
        enterBoth();
        Files.writeString(file, "{\n{\"key\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Ledger.open(file)).hasMessage("line 3 is damaged");
    }

    @Test
    void aLedgerHasOneOwner() throws IOException {
        try (var _ = Ledger.open(file)) {
            assertThatThrownBy(() -> Ledger.open(file)).hasMessage("it is in use by this process");
        }
    }

    private void enterBoth() throws IOException {
        try (var ledger = Ledger.open(file)) {
            ledger.enter("a", _ -> FIRST);
            ledger.enter("b", _ -> SECOND);
        }
    }

    private static Entry entry(String key, String confirmation) {
        return Entry.booked(new Charge(key, 120, Currency.getInstance("EUR"), "tok"), confirmation);
    }
}
