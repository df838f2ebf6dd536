package dev.aisle.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final Outbox<String> CLEAR = Outbox.of(3);

    @Test
    void aWriteKeepsItsWordsAndBlocksTheNext() {
        assertThat(CLEAR.written(List.of("a")))
                .isEqualTo(new Outbox<>(3, Optional.of(List.of("a")), false))
                .extracting(Outbox::isClear)
                .isEqualTo(false);
    }

    @Test
    void aSecondWriteIsABug() {
        var open = CLEAR.written(List.of());
        assertThatThrownBy(() -> open.written(List.of()))
                .hasMessage("a second event while one is unconfirmed");
    }

    @Test
    void furtherWordsWaitBehindThoseOfTheWrite() {
        assertThat(CLEAR.written(List.of("a")).also(List.of("b", "c")).unconfirmed())
                .contains(List.of("a", "b", "c"));
    }

    @Test
    void wordsWithoutAWriteAreNotKept() {
        assertThat(CLEAR.also(List.of("a"))).isEqualTo(CLEAR);
    }

    @Test
    void itsOwnEpochClearsIt() {
        assertThat(CLEAR.written(List.of("a")).read(3)).isEqualTo(CLEAR);
    }

    @Test
    void anotherEpochSilencesItForGood() {
        assertThat(CLEAR.written(List.of("a")).read(4).read(3))
                .isEqualTo(new Outbox<>(3, Optional.empty(), true))
                .extracting(Outbox::isClear)
                .isEqualTo(false);
    }
}
