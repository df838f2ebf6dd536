package dev.aisle.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aisle.protocols.kernel.ProductCode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentValuesTest {

    private final RecentValues recent = new RecentValues();

    @Test
    void anEqualValueIsTheOneOfBefore() {
        var first = new ProductCode("cola");

        assertThat(recent.share(first)).isSameAs(first);
        assertThat(recent.share(new ProductCode("cola"))).isSameAs(first);
    }

    @Test
    void whateverElseIsSharedEveryValueStaysWhatItIs() {
        assertThat(IntStream.range(0, 100_000))
                .allMatch(number -> recent.share("product " + number).equals("product " + number));
    }
}
